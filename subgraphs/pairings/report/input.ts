import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { Report } from './entity.ts';
import { ReportGrade } from './terms.ts';

@InputType({
  description:
    '待起草的报告：给出结对则为该结对的，给出单位则为该单位的，均不给则为本级的。A report to draft: of the pairing or of the unit that is given; with neither, of the jurisdiction.',
})
export class DraftReportInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码。The code of the jurisdiction whose records it tells of.' })
  jurisdiction!: string;

  @Field(() => Int, {
    description:
      '年度：须已结束，或结对已于当年结束。The year: one that is over, or in which the pairing ended.',
  })
  year!: number;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      '单位名称；缺省取自其结对的名称。The name of the unit; by default as the titles of its pairings have it.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '报告人的说明，至多 10000 字。What the reporter remarks, up to 10000 characters.',
  })
  remarks?: string | null;
}

@InputType({ description: '述职评议。The assessment of a report.' })
export class AssessReportInput {
  @ShardKey()
  @Field(() => ID, { description: '报告编号。The id of the report.' })
  report!: string;

  @Field(() => ReportGrade, { description: '等次。The grade.' })
  grade!: ReportGrade;

  @Field(() => String, {
    nullable: true,
    description: '意见，至多 10000 字。Remarks, up to 10000 characters.',
  })
  remarks?: string | null;
}

@ObjectType({ description: '报告变更的结果。What a change of a report gives.', simpleResolvers: true })
export class ReportPayload {
  @Field(() => Report, { nullable: true, description: '报告。The report as it stands.' })
  report?: Report | null;
}
