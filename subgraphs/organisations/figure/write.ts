import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type Asked, givenIn, officersOwner } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import { refuseErrors } from '@jiedui/kit/problem';
import { ReportedFigure } from './entity.ts';
import type { CorrectReportedFigureInput, RecordReportedFigureInput } from './input.ts';
import { decimalsOf, figureProblems } from './rules.ts';

/**
 * Keeps a published figure, once per key. Its partner, where it has none yet, becomes the partner of this one.
 * @throws FORBIDDEN, INVALID_INPUT, NOT_FOUND, INVALID_TRANSITION, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function recordFigure(
  context: RequestContext,
  key: string,
  input: RecordReportedFigureInput,
): Promise<RecordId> {
  const owner = officersOwner(context, input.jurisdiction);
  refuseErrors(figureProblems(input, { today: context.clock.today() }));
  const texts = textsOf(input);
  const { value, unit, assumedFrom, indicator, counted, kind, numerator, jointTotal } = input;
  const partnerId = ownFigure(owner, input.partner, 'partner');
  const partOfId = ownFigure(owner, input.partOf, 'partOf');

  const { id } = await once(context, { key, mutation: 'recordReportedFigure', input }, async (em) => {
    await attribute(em, context, { change: 'REGISTERED' });
    const record = newRecord(context, 'fig', owner);
    if (partOfId && (await found(em, partOfId)).unit !== 'COUNT') {
      throw expectation('INVALID_INPUT', { expected: 'partOf: a count', received: input.partOf });
    }
    if (partnerId) {
      const partner = await found(em, partnerId);
      if (partner.unit !== 'PERCENT' || partner.denominatorFrom == null) {
        const expected = 'partner: a percentage with bounds of its denominator';
        throw expectation('INVALID_INPUT', { expected, received: input.partner });
      }
      if (partner.partnerId == null) {
        em.assign(partner, { partnerId: record.id, jointTotal, updatedAt: context.clock.now() });
      }
    }
    em.persist(
      em.create(ReportedFigure, {
        ...record,
        ...texts,
        value,
        unit,
        decimals: decimalsOf(input),
        atLeast: input.atLeast ?? false,
        assumedFrom,
        indicator,
        definitionVersion: indicator ? (input.definitionVersion ?? 1) : null,
        counted,
        kind,
        numerator,
        denominatorFrom: input.denominatorFrom,
        denominatorTo: input.denominatorTo,
        jointTotal,
        partnerId,
        partOfId,
      }),
    );
    return { id: record.id };
  });
  return id;
}

/** Corrects a figure: the whole is judged as if it were recorded so. @throws INVALID_TRANSITION once withdrawn; as changeRecord */
export async function correctFigure(
  context: RequestContext,
  asked: Asked,
  input: CorrectReportedFigureInput,
): Promise<RecordId> {
  const given = givenIn(input);
  const step = {
    ...asked,
    mutation: 'correctReportedFigure',
    tag: 'fig',
    change: 'CORRECTED',
    input,
  } as const;
  const { id } = await changeRecord(context, ReportedFigure, step, (figure, em) => {
    refuseWithdrawn(figure);
    const { partnerId: partner, partOfId: partOf, owner: jurisdiction, ...kept } = figure;
    // A text that is cleared is refused by its own rule.
    const title = given.title === null ? '' : (given.title ?? figure.title);
    const value = given.value === null ? '' : (given.value ?? figure.value);
    const unitText = given.unitText === null ? '' : (given.unitText ?? figure.unitText);
    const source = given.source === null ? '' : (given.source ?? figure.source ?? '');
    const whole = { ...kept, ...given, title, value, unitText, source, jurisdiction, partner, partOf };
    const definitionVersion = whole.indicator ? (whole.definitionVersion ?? 1) : null;
    refuseErrors(figureProblems({ ...whole, definitionVersion }, { today: context.clock.today() }));
    em.assign(figure, {
      ...textsOf(whole),
      value,
      decimals: decimalsOf(whole),
      atLeast: whole.atLeast ?? false,
      assumedFrom: whole.assumedFrom,
      indicator: whole.indicator,
      definitionVersion,
      counted: whole.counted,
      kind: whole.kind,
      numerator: whole.numerator,
      denominatorFrom: whole.denominatorFrom,
      denominatorTo: whole.denominatorTo,
    });
    return [];
  });
  return id;
}

/** Withdraws a figure; its partner and its parts stand alone from then on. @throws INVALID_TRANSITION once withdrawn; as changeRecord */
export async function withdrawFigure(context: RequestContext, asked: Asked): Promise<RecordId> {
  const step = { ...asked, mutation: 'withdrawReportedFigure', tag: 'fig', change: 'WITHDRAWN' } as const;
  const { id } = await changeRecord(context, ReportedFigure, step, (figure, em) => {
    refuseWithdrawn(figure);
    em.assign(figure, { withdrawnOn: context.clock.today() });
    return [];
  });
  return id;
}

function refuseWithdrawn({ withdrawnOn }: ReportedFigure): void {
  if (withdrawnOn == null) return;
  throw expectation('INVALID_TRANSITION', {
    expected: 'a figure that is not withdrawn',
    received: `withdrawn on ${withdrawnOn}`,
  });
}

/** @throws INVALID_INPUT */
function textsOf(input: Pick<RecordReportedFigureInput, 'title' | 'unitText' | 'periodText' | 'source'>) {
  const title = requiredText(input.title, { field: 'title' });
  return {
    title,
    sortTitle: sortKey(title),
    unitText: requiredText(input.unitText, { field: 'unitText', most: 10 }),
    periodText: optionalText(input.periodText, { field: 'periodText', most: 50 }),
    source: requiredText(input.source, { field: 'source', most: 500 }),
  };
}

function ownFigure(owner: JurisdictionCode, text: string | null | undefined, field: string): RecordId | null {
  if (text == null) return null;
  const parsed = parseId(text, 'fig');
  if (parsed.owner === owner) return parsed.id;
  throw expectation('INVALID_INPUT', { expected: `${field}: a figure of ${owner}`, received: text });
}

async function found(em: EntityManager, id: RecordId): Promise<ReportedFigure> {
  const figure = await em.findOne(ReportedFigure, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (figure) {
    refuseWithdrawn(figure);
    return figure;
  }
  throw expectation('NOT_FOUND', { expected: 'a reported figure that exists', received: id });
}
