import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import type { Appeal } from '../entity.ts';
import { AppealPayload, DepartmentInput } from './input.ts';
import * as steps from './steps.ts';

const NoteArgument = (description = '说明，至多 500 字。A note, up to 500 characters.') =>
  Arg('note', () => String, { nullable: true, description });
const TextArgument = (name: string, description: string) => Arg(name, () => String, { description });
const AppealArgument = () => IdArgument('诉求编号。The id of the appeal.');
const DepartmentsArgument = () =>
  Arg('departments', () => [DepartmentInput], {
    description: '承办部门，1 至 20 个。The departments, 1 to 20, each with its part.',
  });
const Step = (description: string): MethodDecorator => {
  const mutation = Mutation(() => AppealPayload, { nullable: true, description });
  const merge = Merge('ROUTE');
  return (target, property, descriptor) => {
    mutation(target, property, descriptor);
    merge(target, property, descriptor);
  };
};

async function payload(taken: Promise<Appeal | null>): Promise<AppealPayload> {
  return { appeal: await taken };
}

/** Who may take a step and in which state is the machine's; here they are only named. */
@Resolver()
export class AppealStepResolver {
  @Step(
    '受理：首接单位联络员，或归属地工作人员；首接单位负责到底。Accepts an appeal: the liaison of its first receiver, who stays responsible, or an officer of its owner.',
  )
  acceptAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @Arg('unit', () => ID, {
      nullable: true,
      description:
        '首接单位，仅限诉求未指明时。The first receiver, where the appeal is addressed to none; it must be named then.',
    })
    unit: string | null,
    @NoteArgument() note: string | null,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.acceptAppeal(context, { key, id, unit, note }));
  }

  @Step(
    '协调有关部门（二级）：首接单位联络员，或归属地工作人员；协调中可增加部门。Coordinates departments (tier 2): the liaison of the first receiver, or an officer of the owner; also to add departments.',
  )
  coordinateAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @DepartmentsArgument() departments: DepartmentInput[],
    @NoteArgument() note: string | null,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.coordinateAppeal(context, { key, id, departments, note }));
  }

  @Step('部门答复：承办部门联络员答复本部门的部分。Answers the part of a department: its own liaison.')
  answerPart(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @TextArgument('answer', '答复，1 至 2000 字。The answer, 1 to 2000 characters.') answer: string,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.answerPart(context, { key, id, answer }));
  }

  @Step(
    '上报市委两新工委（三级）：首接单位联络员，或归属地工作人员。Reports an appeal to the municipal committee (tier 3): the liaison of the first receiver, or an officer of the owner.',
  )
  escalateAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.escalateAppeal(context, { key, id, reason }));
  }

  @Step(
    '交办：市工作人员把上报的诉求交有关部门办理。Assigns an escalated appeal to departments: an officer of the city.',
  )
  assignEscalated(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @DepartmentsArgument() departments: DepartmentInput[],
    @NoteArgument() note: string | null,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.assignEscalated(context, { key, id, departments, note }));
  }

  @Step('督办：市工作人员跟进落实。Follows up an assigned appeal: an officer of the city.')
  followUp(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @TextArgument('note', '督办内容，1 至 500 字。What was followed up, 1 to 500 characters.') note: string,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.followUp(context, { key, id, note }));
  }

  @Step(
    '解决：首接单位联络员、归属地工作人员，上报后亦可由市工作人员；各部门均须已答复。Resolves an appeal: the liaison of the first receiver, an officer of the owner or, once escalated, of the city; when every department has answered.',
  )
  resolveAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @TextArgument('outcome', '办理结果，1 至 2000 字。How it was resolved, 1 to 2000 characters.')
    outcome: string,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.resolveAppeal(context, { key, id, outcome }));
  }

  @Step(
    '回访：提出诉求的组织书记确认是否满意。The callback: the secretary of the organisation says whether it is satisfied.',
  )
  confirmAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @Arg('satisfied', () => Boolean, { description: '是否满意。Whether it is satisfied.' })
    satisfied: boolean,
    @NoteArgument(
      '说明，至多 500 字；不满意时必填。A note, up to 500 characters; needed where it is not satisfied.',
    )
    note: string | null,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.confirmAppeal(context, { key, id, satisfied, note }));
  }

  @Step('办结：回访满意之后。Closes an appeal, after a callback that was satisfied.')
  closeAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @NoteArgument() note: string | null,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.closeAppeal(context, { key, id, note }));
  }

  @Step('重新办理：回访之后、办结之前。Takes an appeal up again, after the callback and before it is closed.')
  reopenAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.reopenAppeal(context, { key, id, reason }));
  }

  @Step(
    '撤回：提出诉求的组织书记，解决之前。Withdraws an appeal: the secretary of the organisation, before it is resolved.',
  )
  withdrawAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.withdrawAppeal(context, { key, id, reason }));
  }

  @Step(
    '不予受理：首接单位联络员，或归属地工作人员，须说明理由。Refuses an appeal, with a reason: the liaison of the first receiver, or an officer of the owner.',
  )
  refuseAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.refuseAppeal(context, { key, id, reason }));
  }

  @Step(
    '暂停计时：等候诉求人时，须说明理由；已逾期的不能暂停。Stops the clock while the organisation is waited for, with a reason; not once it is overdue.',
  )
  pauseAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.pauseAppeal(context, { key, id, reason }));
  }

  @Step('恢复计时。Lets the clock go on.')
  resumeAppeal(
    @KeyArgument() key: string,
    @AppealArgument() id: string,
    @NoteArgument() note: string | null,
    @Ctx() context: RequestContext,
  ): Promise<AppealPayload> {
    return payload(steps.resumeAppeal(context, { key, id, note }));
  }
}
