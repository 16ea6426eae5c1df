import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { sortKey } from '@jiedui/kit/pinyin';
import { parseId } from '@jiedui/schema/contract/id';
import { describe, expect, test } from 'vitest';

import { cangzhou } from './cangzhou/federation.ts';
import { chaozhou } from './chaozhou/federation.ts';
import { checkCharacter } from './credit-code.ts';
import { randomOf } from './random.ts';
import type { ActivityRow, InstructorCategory, Ledger, OwnedRow } from './rows.ts';
import { scaleLedgers } from './scale.ts';

/** The article without its line breaks: a sentence goes over columns. */
const article = readFileSync(new URL('./articles.zh.txt', import.meta.url), 'utf8').replaceAll(/\s/g, '');

const first = chaozhou();
const second = cangzhou();
const federations = { chaozhou: first, cangzhou: second };
const city = first['445100']!;
const nanpi = second['130927']!;

const every = <Part extends keyof Ledger>(
  federation: Record<string, Ledger>,
  part: Part,
): Ledger[Part][number][] =>
  Object.values(federation).flatMap((ledger): Ledger[Part][number][] => ledger[part]);

function ownedRows(federation: Record<string, Ledger>): OwnedRow[] {
  return Object.values(federation).flatMap((ledger) =>
    (Object.values(ledger) as object[][]).flatMap((rows) =>
      rows.filter((row): row is OwnedRow => 'id' in row),
    ),
  );
}

const ofKind = (activities: readonly ActivityRow[], ...kinds: ActivityRow['kind'][]): ActivityRow[] =>
  activities.filter(({ kind }) => kinds.includes(kind));

const distinct = (values: readonly unknown[]): number => new Set(values).size;

describe('潮州 adds up to the article', () => {
  const pairings = city.pairings.filter(({ kind }) => kind === 'UNIT_ORGANISATION');

  test('71 member units are paired with 82 party organisations', () => {
    expect(city.memberUnits).toHaveLength(71);
    expect(distinct(pairings.map(({ unit_id }) => unit_id))).toBe(71);
    expect(pairings).toHaveLength(82);
    expect(distinct(pairings.map(({ party_organisation_id }) => party_organisation_id))).toBe(82);
  });

  test('154 visits and 285 solved problems over the city and its counties', () => {
    expect(ofKind(every(first, 'activities'), 'CONTACT', 'RESEARCH_VISIT')).toHaveLength(154);
    expect(ofKind(every(first, 'activities'), 'SOLVED_PROBLEM')).toHaveLength(285);
  });

  test('17 units of 潮安 are paired with 17 party organisations by its three mechanisms', () => {
    const chaoan = first['445103']!;
    expect(chaoan.memberUnits).toHaveLength(17);
    expect(distinct(chaoan.pairings.map(({ unit_id }) => unit_id))).toBe(17);
    expect(distinct(chaoan.pairings.map(({ party_organisation_id }) => party_organisation_id))).toBe(17);
    expect(chaoan.pairings).toHaveLength(17);
    for (const { mechanisms } of chaoan.pairings) {
      expect(mechanisms).toEqual(['PRECISE_MATCHING', 'MONTHLY_MEETING', 'JOINT_ACTIVITIES']);
    }
  });

  test('5 enterprises are paired with 5 villages, promoted by 市工商联', () => {
    const villages = city.pairings.filter(({ kind }) => kind === 'ENTERPRISE_VILLAGE');
    const commerce = city.memberUnits.find(({ name }) => name === '市工商联');
    expect(distinct(villages.map(({ party_organisation_id }) => party_organisation_id))).toBe(5);
    expect(distinct(villages.map(({ counterpart }) => counterpart))).toBe(5);
    expect(villages.map(({ promoted_by_id }) => promoted_by_id)).toEqual(Array(5).fill(commerce?.id));
  });

  test('98 legal questions and 54 legal services', () => {
    const count = (kind: string): number =>
      every(first, 'publicServices')
        .filter((service) => service.kind === kind)
        .reduce((sum, service) => sum + service.count, 0);
    expect(count('LEGAL_QUESTION')).toBe(98);
    expect(count('LEGAL_SERVICE')).toBe(54);
  });

  test('the city is paired with organisations of each of its counties', () => {
    const owners = new Set(pairings.map(({ organisation_id }) => parseId(organisation_id, 'org').owner));
    expect([...owners].sort()).toEqual(['445100', '445102', '445103', '445122']);
  });

  test('the stated and implied pairings are there', () => {
    const titles = city.pairings
      .filter(({ provenance }) => provenance === 'ARTICLE')
      .map(({ title }) => title);
    expect(titles).toEqual([
      '市交通运输局 ↔ 广东海润冷链物流有限公司',
      '市卫生健康局 ↔ 潮州第一健康医疗管理有限公司',
      '市工商联 ↔ 三环集团党委',
      '市邮政管理局 ↔ 京邦达党支部',
      '市总工会 ↔ 无穷食品有限公司',
      '市委网信办 ↔ 广东智信信息科技股份有限公司党支部',
      '市司法局 ↔ 广东铮辉律师事务所党支部',
      '潮州市实验学校 ↔ 韩附实验学校',
    ]);
  });

  test('each pairing of a unit has solved at least one problem', () => {
    const helped = new Set(ofKind(city.activities, 'SOLVED_PROBLEM').map(({ pairing_id }) => pairing_id));
    expect(pairings.filter(({ id }) => !helped.has(id))).toEqual([]);
  });
});

describe('沧州 adds up to the article', () => {
  test('212 party organisations of 南皮: 126 of 152 and 48 of 60 established singly', () => {
    const single = (kind: string): [number, number] => {
      const all = nanpi.partyOrganisations.filter(({ host_kind }) => host_kind === kind);
      return [all.filter(({ establishment }) => establishment === 'SINGLE').length, all.length];
    };
    expect(nanpi.partyOrganisations).toHaveLength(212);
    expect(single('NON_PUBLIC_ENTERPRISE')).toEqual([126, 152]);
    expect(single('SOCIAL_ORGANISATION')).toEqual([48, 60]);
    expect(((126 / 152) * 100).toFixed(2)).toBe('82.89');
  });

  test('200 of 212 secretaries are owners: the nearest to 94.44%, which is not attainable', () => {
    expect(nanpi.partyOrganisations.filter(({ secretary_is_owner }) => secretary_is_owner)).toHaveLength(200);
    const attainable = Array.from({ length: 213 }, (_, count) => ((count / 212) * 100).toFixed(2));
    expect(attainable).not.toContain('94.44');
  });

  test('18 departments, 25 trainings, 360 problems, 86 deliveries, 15 public activities', () => {
    const services = (...kinds: string[]): number =>
      nanpi.publicServices
        .filter(({ kind }) => kinds.includes(kind))
        .reduce((sum, { count }) => sum + count, 0);
    expect(nanpi.memberUnits).toHaveLength(18);
    expect(ofKind(nanpi.activities, 'TRAINING')).toHaveLength(25);
    expect(ofKind(nanpi.activities, 'SOLVED_PROBLEM')).toHaveLength(360);
    expect(services('POLICY_DELIVERY', 'SERVICE_DELIVERY')).toBe(86);
    expect(services('PUBLIC_ACTIVITY')).toBe(15);
  });
});

describe('the instructors and demonstration sites of 南皮 add up to the article', () => {
  test('68 instructors of 18 units: 26, 20 and 16 by category, and 6 in none', () => {
    const inCategory = (category: InstructorCategory): number =>
      nanpi.instructors.filter(({ categories }) => categories.includes(category)).length;
    expect(nanpi.instructors).toHaveLength(68);
    expect(distinct(nanpi.instructors.map(({ source_unit_id }) => source_unit_id))).toBe(18);
    expect(inCategory('TO_ORGANISATION_WITHOUT_PARTY')).toBe(26);
    expect(inCategory('ONE_TO_ONE')).toBe(20);
    expect(inCategory('COUNTY_LEADER')).toBe(16);
    expect(nanpi.instructors.filter(({ categories }) => categories.length === 0)).toHaveLength(6);
  });

  test('an instructor for an organisation without a party organisation is sent to one', () => {
    const hosting = new Set(nanpi.hosts.map(({ organisation_id }) => organisation_id));
    const to = (category: InstructorCategory): boolean[] =>
      nanpi.instructors
        .filter(({ categories }) => categories.includes(category))
        .flatMap(({ id }) => nanpi.assignments.filter(({ instructor_id }) => instructor_id === id))
        .map(({ organisation_id }) => hosting.has(organisation_id));
    expect(to('TO_ORGANISATION_WITHOUT_PARTY')).toEqual(Array(26).fill(false));
    expect(to('ONE_TO_ONE')).toEqual(Array(20).fill(true));
  });

  test('64 sites, 55 of enterprises and 9 of social organisations, 32 of them new, all six criteria met', () => {
    const founded = new Map(nanpi.partyOrganisations.map(({ id, founded_on }) => [id, founded_on]));
    const ofHosts = (kind: string): number =>
      nanpi.sites.filter(({ host_kind }) => host_kind === kind).length;
    expect([ofHosts('NON_PUBLIC_ENTERPRISE'), ofHosts('SOCIAL_ORGANISATION')]).toEqual([55, 9]);
    expect(nanpi.sites.filter(({ designated_on }) => designated_on! >= '2023')).toHaveLength(32);
    expect(nanpi.criteria.filter(({ met }) => met)).toHaveLength(64 * 6);
    expect(
      nanpi.sites.filter(({ party_organisation_id: id, assessed_on }) => founded.get(id)! > assessed_on),
    ).toEqual([]);
  });
});

describe.each(Object.entries(federations))('the seeds of %s', (_, federation) => {
  test('every name from the article stands in it', () => {
    const named = [
      ...every(federation, 'memberUnits'),
      ...every(federation, 'organisations'),
      ...every(federation, 'partyOrganisations'),
    ].filter(({ provenance }) => provenance === 'ARTICLE');
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter(({ name }) => !article.includes(name)).map(({ name }) => name)).toEqual([]);
  });

  test('every quotation is verbatim', () => {
    const quotations = ownedRows(federation)
      .flatMap(({ source }) => [...(source ?? '').matchAll(/原文[^“]*“(.+?)”(?=[。的，；])/g)])
      .map(([, words]) => words!.replaceAll(/\s/g, ''));
    expect(quotations.length).toBeGreaterThan(10);
    expect([...new Set(quotations)].filter((words) => !article.includes(words))).toEqual([]);
  });

  test('every reported figure stands in the article as it is quoted', () => {
    for (const { title, value, unit_text: unit, at_least: atLeast, source } of every(
      federation,
      'reportedFigures',
    )) {
      const [, words = ''] = /原文：“(.+?)”(?=[。；])/.exec(source ?? '') ?? [];
      const written = unit === '%' ? `${value}%` : `${value}${atLeast && unit === '条' ? '余' : ''}${unit}`;
      expect(article, title).toContain(words.replaceAll(/\s/g, ''));
      expect(words, title).toContain(written);
    }
  });

  test('every period is in the words of the article', () => {
    const periods = [
      ...every(federation, 'pairings'),
      ...every(federation, 'activities'),
      ...every(federation, 'projects'),
      ...every(federation, 'publicServices'),
      ...every(federation, 'reportedFigures'),
    ].flatMap(({ period_text }) => period_text ?? []);
    expect([...new Set(periods)].filter((words) => !article.includes(words))).toEqual([]);
  });

  test('a generated service has exactly one provider, and what a unit brings names whom it was for', () => {
    const generated = every(federation, 'publicServices').filter(
      ({ provenance }) => provenance === 'DEMONSTRATION',
    );
    expect(generated.length).toBeGreaterThan(10);
    for (const { title, kind, ...service } of generated) {
      const { organisation_id, party_organisation_id, unit_id } = service;
      const givers = [organisation_id, party_organisation_id, unit_id].filter((each) => each !== null);
      expect(givers, title).toHaveLength(1);
      expect(service.beneficiary_kind, title).not.toBeNull();
      const isBrought = ['POLICY_DELIVERY', 'SERVICE_DELIVERY', 'WARMTH'].includes(kind);
      expect([unit_id !== null, service.beneficiary_organisation_id !== null], title).toEqual([
        isBrought,
        isBrought,
      ]);
    }
  });

  test('what is generated says so in its name', () => {
    const generated = [...every(federation, 'memberUnits'), ...every(federation, 'organisations')].filter(
      ({ provenance }) => provenance === 'DEMONSTRATION',
    );
    expect(generated.filter(({ name }) => !name.includes('示例'))).toEqual([]);
  });

  test('every record has an id of its owner, once', () => {
    const rows = ownedRows(federation);
    expect(distinct(rows.map(({ id }) => id))).toBe(rows.length);
    expect(rows.filter(({ id, owner }) => parseId(id).owner !== owner)).toEqual([]);
  });

  test('every reference leads to a record', () => {
    const ids = new Set(ownedRows(federation).map(({ id }) => id));
    const references = Object.values(federation)
      .flatMap((ledger) => Object.values(ledger).flat() as object[])
      .flatMap((row) =>
        Object.entries(row).filter(([column, value]) => column.endsWith('_id') && value !== null),
      );
    expect(references.filter(([, id]) => !ids.has(id))).toEqual([]);
  });

  test('no party organisation has more members than its hosts have employees', () => {
    for (const federation of Object.values(federations)) {
      const employees = new Map(every(federation, 'organisations').map((row) => [row.id, row.employees]));
      const hosts = every(federation, 'hosts');
      for (const party of every(federation, 'partyOrganisations')) {
        const places = hosts.filter((host) => host.party_organisation_id === party.id);
        const sum = places.reduce((all, host) => all + (employees.get(host.organisation_id) ?? 0), 0);
        expect(party.members, party.name).toBeLessThanOrEqual(sum);
      }
    }
  });

  test('a pairing begins after its party organisation was founded', () => {
    const founded = new Map(
      every(federation, 'partyOrganisations').map(({ id, founded_on }) => [id, founded_on]),
    );
    const early = every(federation, 'pairings').filter(
      ({ party_organisation_id: party, started_on }) => party && founded.get(party)! > started_on,
    );
    expect(early).toEqual([]);
  });

  test('no activity precedes its pairing', () => {
    const started = new Map(every(federation, 'pairings').map(({ id, started_on }) => [id, started_on]));
    const early = every(federation, 'activities').filter(
      ({ pairing_id: pairing, held_on }) => pairing && started.get(pairing)! > held_on,
    );
    expect(early).toEqual([]);
  });

  test('names sort by the key that the deployment gives to names', () => {
    for (const { name, sort_name } of every(federation, 'organisations'))
      expect(sort_name).toBe(sortKey(name));
    for (const { title, sort_title } of every(federation, 'pairings'))
      expect(sort_title).toBe(sortKey(title));
  });

  test('credit codes carry valid check characters and belong to nobody', () => {
    for (const { credit_code: code } of every(federation, 'organisations')) {
      if (code === null) continue;
      expect(code).toMatch(/^(91|51|52|53)[0-9]{6}DEM[0-9]{5}[0-9X][0-9A-HJ-NPQRTUWXY]$/);
      expect(code.at(-1)).toBe(checkCharacter(code));
    }
  });
});

test('two runs make the same rows', () => {
  const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
  expect(hash([chaozhou(), cangzhou()])).toBe(hash([first, second]));
});

test('the generator of random numbers does not fall into a short cycle', () => {
  const random = randomOf('cycle');
  const seen = new Set(Array.from({ length: 200_000 }, () => random.word()));
  // By chance some 5 of 200,000 numbers of 32 bits meet.
  expect(seen.size).toBeGreaterThan(199_900);
});

test('a scale plan gives every jurisdiction its share, and the city pairings into the counties', () => {
  const ledgers = [...scaleLedgers({ jurisdictions: 4, organisations: 402, activitiesPerPairing: 4 })];
  expect(ledgers.map(({ code, ledger }) => [code, ledger.organisations.length])).toEqual([
    ['445100x01', 100],
    ['445100x02', 100],
    ['445100x03', 100],
    ['445100', 102],
  ]);
  const partners = new Set(
    ledgers.at(-1)!.ledger.pairings.map(({ organisation_id: id }) => parseId(id, 'org').owner),
  );
  expect([...partners].sort()).toEqual(['445100', '445100x01', '445100x02', '445100x03']);
  for (const { ledger } of ledgers) {
    expect(ledger.campaigns).toHaveLength(1);
    const some = [ledger.surveys, ledger.sites, ledger.instructors, ledger.assignments];
    for (const rows of some) expect(rows.length).toBeGreaterThan(0);
  }
});
