import { type Connection, listAll, ownedBy } from '@jiedui/kit/connection';
import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { refuseFuture } from '@jiedui/kit/history';
import { loadAllBy, loadRecord } from '@jiedui/kit/loaders';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, ArgsType, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import { type Kept } from '@jiedui/kit/changes';
import { changesOf } from '../history/changes.ts';
import { LedgerChange } from '../history/types.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import { LedgerDayArgs } from '../ledger/record-args.ts';
import { ReportedFigure } from './entity.ts';
import {
  CorrectReportedFigureInput,
  RecordReportedFigureInput,
  RecordReportedFigurePayload,
} from './input.ts';
import { AllReportedFiguresArgs, ReportedFigureConnection, reportedFigures } from './listing.ts';
import { FigureReconciliation, reconciliationOf } from './reconciliation.ts';
import { correctFigure, recordFigure, withdrawFigure } from './write.ts';

@ArgsType()
class ReconciliationArgs extends LedgerDayArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

/** Where it was published is a fact of a figure. */
const figureHistory: Kept<ReportedFigure> = {
  entity: ReportedFigure,
  history: 'reported_figure_history',
  alsoFacts: ['source'],
};

@Resolver(() => ReportedFigure)
export class ReportedFigureResolver {
  @Merge('CONNECTION')
  @Query(() => ReportedFigureConnection, {
    nullable: true,
    description: '上报指标列表。Reported figures.',
  })
  reportedFigures(
    @Args(() => AllReportedFiguresArgs) args: AllReportedFiguresArgs,
    @Ctx() context: RequestContext,
  ): Connection<ReportedFigure> {
    return listAll(reportedFigures, context, 'Query.reportedFigures', args);
  }

  @Merge('ROUTE')
  @Query(() => ReportedFigure, { nullable: true, description: '一个上报指标。One reported figure.' })
  reportedFigure(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<ReportedFigure | null> {
    return loadRecord(context, ReportedFigure, parseId(id, 'fig').id);
  }

  @Merge('CONCAT')
  @Query(() => [FigureReconciliation], {
    nullable: true,
    description:
      '未撤回的上报指标核对，按归属地、原文次序。Every reported figure that is not withdrawn beside what the records give, by owner and in the order of the publication.',
  })
  async figuresReconciliation(
    @Args(() => ReconciliationArgs) { asOf, jurisdictions }: ReconciliationArgs,
    @Ctx() context: RequestContext,
  ): Promise<FigureReconciliation[]> {
    const owned = ownedBy(askedOwners(context, jurisdictions));
    // Also where there is no figure that would ask: every shard refuses alike.
    refuseFuture(context, asOf);
    const table = tableOf(context.em, ReportedFigure);
    const rows = await run<Record<string, unknown>>(
      context,
      sql`select ${table.columns} from ${table.name} r
        where ${owned} and r.withdrawn_on is null order by r.id`,
    );
    return Promise.all(rows.map((row) => reconciliationOf(context, table.read(row), asOf)));
  }

  @Merge('ROUTE')
  @Mutation(() => RecordReportedFigurePayload, {
    nullable: true,
    description:
      '登记一个上报指标，由归属地工作人员办理；同一幂等键只登记一次。Records a published figure; by an officer of its jurisdiction, once per key.',
  })
  async recordReportedFigure(
    @KeyArgument() key: string,
    @Arg('input', () => RecordReportedFigureInput, { description: '登记内容。What is recorded.' })
    input: RecordReportedFigureInput,
    @Ctx() context: RequestContext,
  ): Promise<RecordReportedFigurePayload> {
    const id = await recordFigure(context, key, input);
    return { reportedFigure: await loadRecord(context, ReportedFigure, id) };
  }

  @Merge('ROUTE')
  @Mutation(() => RecordReportedFigurePayload, {
    nullable: true,
    description:
      '更正一个上报指标，由归属地工作人员办理，原值留在变更历史中。Corrects a figure; by an officer of its jurisdiction; what it was stays in its history.',
  })
  async correctReportedFigure(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => CorrectReportedFigureInput, { description: '更正内容。What is corrected.' })
    input: CorrectReportedFigureInput,
    @Ctx() context: RequestContext,
  ): Promise<RecordReportedFigurePayload> {
    const corrected = await correctFigure(context, { key, id, reason }, input);
    return { reportedFigure: await loadRecord(context, ReportedFigure, corrected) };
  }

  @Merge('ROUTE')
  @Mutation(() => RecordReportedFigurePayload, {
    nullable: true,
    description:
      '撤回一个上报指标，由归属地工作人员办理；记录保留，不再核对。Withdraws a figure; by an officer of its jurisdiction. It is kept, and compared no more.',
  })
  async withdrawReportedFigure(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<RecordReportedFigurePayload> {
    const withdrawn = await withdrawFigure(context, { key, id, reason });
    return { reportedFigure: await loadRecord(context, ReportedFigure, withdrawn) };
  }

  @FieldResolver(() => [LedgerChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: ReportedFigure, @Ctx() context: RequestContext): Promise<LedgerChange[]> {
    return changesOf(context, figureHistory, id);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that it tells about.',
  })
  jurisdiction(@Root() { owner }: ReportedFigure, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }

  @FieldResolver(() => ReportedFigure, {
    nullable: true,
    description: '配对指标：同一总体的另一部分。The rate over the other part of the same whole.',
  })
  partner(
    @Root() { partnerId }: ReportedFigure,
    @Ctx() context: RequestContext,
  ): Promise<ReportedFigure | null> | null {
    return partnerId ? loadRecord(context, ReportedFigure, partnerId) : null;
  }

  @FieldResolver(() => ReportedFigure, {
    nullable: true,
    description: '所属总数。The whole that it is published as a part of.',
  })
  partOf(
    @Root() { partOfId }: ReportedFigure,
    @Ctx() context: RequestContext,
  ): Promise<ReportedFigure | null> | null {
    return partOfId ? loadRecord(context, ReportedFigure, partOfId) : null;
  }

  @FieldResolver(() => [ReportedFigure], {
    nullable: true,
    description: '分项（“其中”）。The figures published as parts of it.',
  })
  parts(@Root() { id }: ReportedFigure, @Ctx() context: RequestContext): Promise<ReportedFigure[]> {
    return loadAllBy(context, ReportedFigure, 'partOfId', id, 'id');
  }

  @FieldResolver(() => FigureReconciliation, {
    nullable: true,
    description: '与台账的核对。It beside what the records give.',
  })
  reconciliation(
    @Root() figure: ReportedFigure,
    @Args(() => LedgerDayArgs) { asOf }: LedgerDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<FigureReconciliation> {
    return reconciliationOf(context, figure, asOf);
  }
}
