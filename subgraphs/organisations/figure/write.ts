import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { forbidden, isOfficerOf } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { refuseErrors } from '../problem.ts';
import { ReportedFigure } from './entity.ts';
import type { RecordReportedFigureInput } from './input.ts';
import { decimalsOf, figureProblems } from './rules.ts';

/**
 * Keeps a published figure, once per key. Its partner, where it has none yet, becomes the partner of this one.
 * @throws FORBIDDEN, INVALID_INPUT, NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function recordFigure(
  context: RequestContext,
  key: string,
  input: RecordReportedFigureInput,
): Promise<RecordId> {
  const owner = ownJurisdiction(context, input.jurisdiction);
  if (!isOfficerOf(context.viewer, context.federation.find(owner)!)) {
    throw forbidden('an officer of the jurisdiction');
  }
  refuseErrors(figureProblems(input, { today: context.clock.today() }));
  const texts = {
    title: requiredText(input.title, { field: 'title' }),
    unitText: requiredText(input.unitText, { field: 'unitText', most: 10 }),
    periodText: optionalText(input.periodText, { field: 'periodText', most: 50 }),
    source: requiredText(input.source, { field: 'source', most: 500 }),
  };
  const { value, unit, assumedFrom, indicator, counted, kind, numerator, jointTotal } = input;
  const partnerId = ownFigure(owner, input.partner, 'partner');
  const partOfId = ownFigure(owner, input.partOf, 'partOf');

  const { id } = await once(context, { key, mutation: 'recordReportedFigure', input }, async (em) => {
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
        sortTitle: sortKey(texts.title),
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

function ownFigure(owner: JurisdictionCode, text: string | null | undefined, field: string): RecordId | null {
  if (text == null) return null;
  const parsed = parseId(text, 'fig');
  if (parsed.owner === owner) return parsed.id;
  throw expectation('INVALID_INPUT', { expected: `${field}: a figure of ${owner}`, received: text });
}

async function found(em: EntityManager, id: RecordId): Promise<ReportedFigure> {
  const figure = await em.findOne(ReportedFigure, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (figure) return figure;
  throw expectation('NOT_FOUND', { expected: 'a reported figure that exists', received: id });
}
