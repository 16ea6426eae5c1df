import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import type { RecordChange } from '@jiedui/kit/change-types';
import { changesOf } from '@jiedui/kit/changes';
import { type Connection, linkedBy, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { stubOf } from '@jiedui/kit/ids';
import { loadRecord, recordOrKey } from '@jiedui/kit/loaders';
import { Merge } from '@jiedui/kit/sharding';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';

import { Activity } from '../activity/entity.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { contentOf } from './content.ts';
import { Report } from './entity.ts';
import { ReportGroup, reportGroups, ReportGroupsArgs } from './groups.ts';
import { AssessReportInput, DraftReportInput, ReportPayload } from './input.ts';
import { AllReportsArgs, ReportConnection, reports, ReportsArgs } from './listing.ts';
import { documentPath } from './path.ts';
import { reportOperations } from './operations.ts';
import { ReportChange, ReportContent, ReportVerification, shownContent, shownVerification } from './types.ts';
import { verified } from './verify.ts';
import { visibleReports } from './visible.ts';
import { assessReport, draftReport, reviseReport, submitReport, withdrawReport } from './write.ts';

function visibleReport(context: RequestContext, id: string): Promise<Report | null> {
  return loadRecord(context, Report, parseId(id, 'rep').id, visibleReports);
}

async function payload(context: RequestContext, written: Promise<RecordId>): Promise<ReportPayload> {
  return { report: await visibleReport(context, await written) };
}

@Resolver(() => Report)
export class ReportResolver {
  @Merge('CONNECTION')
  @Query(() => ReportConnection, {
    nullable: true,
    description:
      '结对共建工作情况报告：草稿仅起草人与归属地工作人员可见，已提交的市里也可见。Reports: drafts for their writers and officers of the owner, those submitted for the city too.',
  })
  reports(
    @Args(() => AllReportsArgs) args: AllReportsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Report> {
    return listAll(reports, context, 'Query.reports', args);
  }

  @Merge('ROUTE')
  @Query(() => Report, { nullable: true, description: '一份报告。One report.' })
  report(@IdArgument('编号。The id.') id: string, @Ctx() context: RequestContext): Promise<Report | null> {
    return visibleReport(context, id);
  }

  @Merge('GROUP')
  @Query(() => [ReportGroup], {
    nullable: true,
    description: '报告分组统计，只计可见的。The reports that the viewer may see, counted by any dimensions.',
  })
  reportGroups(
    @Args(() => ReportGroupsArgs) args: ReportGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    // What is hidden is left out by the conditions, which nobody asks without a filter.
    return groupsOf(reportGroups, context, { ...args, filter: args.filter ?? {} });
  }

  @Merge('ROUTE')
  @Query(() => ReportContent, {
    nullable: true,
    description: '一份报告的内容，每个数附其查询。What one report says, every number with its query.',
  })
  async reportContent(
    @IdArgument('编号。The id.') id: string,
    @Ctx() context: RequestContext,
  ): Promise<ReportContent | null> {
    const report = await visibleReport(context, id);
    const content = report && (await contentOf(context, report));
    return content && shownContent(content);
  }

  @Merge('ROUTE')
  @Query(() => ReportVerification, {
    nullable: true,
    description:
      '核验一份锁定的报告。Checks a locked report: its hash, and what the records would say otherwise now.',
  })
  async verifyReport(
    @IdArgument('编号。The id.') id: string,
    @Ctx() context: RequestContext,
  ): Promise<ReportVerification | null> {
    const report = await visibleReport(context, id);
    return report && shownVerification(await verified(context, report), reportOperations);
  }

  @Merge('ROUTE')
  @Mutation(() => ReportPayload, {
    nullable: true,
    description:
      '起草一份报告：归属地工作人员；结对的报告也可由其单位的联络员起草。Drafts a report: an officer of the jurisdiction, or for the report of a pairing the liaison of its unit.',
  })
  draftReport(
    @KeyArgument() key: string,
    @Arg('input', () => DraftReportInput, { description: '起草内容。What is drafted.' })
    input: DraftReportInput,
    @Ctx() context: RequestContext,
  ): Promise<ReportPayload> {
    return payload(context, draftReport(context, key, input));
  }

  @Merge('ROUTE')
  @Mutation(() => ReportPayload, {
    nullable: true,
    description: '修改草稿的说明；锁定后不能修改。Revises the remarks of a draft; what is locked stays.',
  })
  reviseReport(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('remarks', () => String, {
      nullable: true,
      description: '说明，至多 10000 字；空则清除。The remarks, up to 10000 characters; none clears them.',
    })
    remarks: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ReportPayload> {
    return payload(context, reviseReport(context, key, id, remarks));
  }

  @Merge('ROUTE')
  @Mutation(() => ReportPayload, {
    nullable: true,
    description:
      '提交并锁定报告：内容由此时的记录得出，附哈希，此后不变；结对的年度报告义务由此完成。Submits a report and locks it with a hash: it says what the records give now, and stays so. It meets the obligation of its pairing.',
  })
  submitReport(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Ctx() context: RequestContext,
  ): Promise<ReportPayload> {
    return payload(context, submitReport(context, key, id));
  }

  @Merge('ROUTE')
  @Mutation(() => ReportPayload, {
    nullable: true,
    description: '撤回草稿；锁定后不能撤回。Takes a draft back; what is locked stays.',
  })
  withdrawReport(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<ReportPayload> {
    return payload(context, withdrawReport(context, key, id, reason));
  }

  @Merge('ROUTE')
  @Mutation(() => ReportPayload, {
    nullable: true,
    description:
      '述职评议：对已提交的报告给出等次与意见，由归属地工作人员办理。Assesses a submitted report; by an officer of its jurisdiction.',
  })
  assessReport(
    @KeyArgument() key: string,
    @Arg('input', () => AssessReportInput, { description: '评议内容。The assessment.' })
    input: AssessReportInput,
    @Ctx() context: RequestContext,
  ): Promise<ReportPayload> {
    return payload(context, assessReport(context, key, input));
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Report): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => Pairing, { nullable: true, description: '所报告的结对。The pairing it tells of.' })
  pairing(@Root() { pairingId }: Report, @Ctx() context: RequestContext): Promise<Pairing | null> {
    return recordOrKey(context, Pairing, pairingId);
  }

  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '所报告的单位，或其结对的单位。The unit it tells of, or that of its pairing.',
  })
  unit(@Root() { unitId }: Report): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => Activity, {
    nullable: true,
    description: '提交时记入的活动，结对的年度报告义务由其完成。The activity that its submission recorded.',
  })
  activity(@Root() { activityId }: Report, @Ctx() context: RequestContext): Promise<Activity | null> {
    return recordOrKey(context, Activity, activityId);
  }

  @FieldResolver(() => String, {
    description:
      'Word 文件的地址（路径），在归属地自己的部署上以令牌下载。Where its docx is: the path at the own deployment of the jurisdiction, for a token.',
  })
  document(@Root() { id }: Report): string {
    return documentPath(id);
  }

  @FieldResolver(() => [ReportChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: Report, @Ctx() context: RequestContext): Promise<RecordChange[]> {
    return changesOf(context, { entity: Report, history: 'report_history' }, id);
  }
}

@Resolver(() => Pairing)
export class PairingReportsResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => ReportConnection, { nullable: true, description: '本结对的报告。Its reports.' })
  reports(
    @Root() { id }: Pairing,
    @Args(() => ReportsArgs) args: ReportsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Report> {
    return listOf(reports, context, 'Pairing.reports', linkedBy('pairing_id'), id, args);
  }
}

@Resolver(() => MemberUnit)
export class MemberUnitReportsResolver {
  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => ReportConnection, {
    nullable: true,
    description: '本单位及其各结对的报告。The reports of the unit and of its pairings.',
  })
  reports(
    @Root() { id }: MemberUnit,
    @Args(() => ReportsArgs) args: ReportsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Report> {
    return listOf(reports, context, 'MemberUnit.reports', linkedBy('unit_id'), id, args);
  }
}
