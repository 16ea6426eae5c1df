import { organisations } from '@jiedui/organisations/subgraph';

import type { ByHand, Question } from './by-hand.ts';

const page: Question = {
  title: 'A page of 50 with two nested relations',
  query: `query ($town: String!) { organisations(first: 50, filter: { town: [$town] }) { nodes {
    id name kind industry employees registeredOn
    jurisdiction { code name }
    partyOrganisations(first: 5) { nodes { id name level members } } } } }`,
  sql: `select json_build_object('organisations', json_build_object('nodes', coalesce(json_agg(json_build_object(
      'id', r.id, 'name', r.name, 'kind', r.kind, 'industry', r.industry, 'employees', r.employees,
      'registeredOn', r.registered_on,
      'jurisdiction', json_build_object('code', r.owner, 'name', $3::text),
      'partyOrganisations', (select json_build_object('nodes', coalesce(json_agg(json_build_object(
          'id', p.id, 'name', p.name, 'level', p.level, 'members', p.members) order by p.sort_name, p.id), '[]'))
        from (select p.* from party_organisation_host h join party_organisation p on p.id = h.party_organisation_id
          where h.organisation_id = r.id order by p.sort_name, p.id limit 5) p)
    ) order by r.sort_name, r.id), '[]')))::text as json
    from (select * from organisation where owner = $1 and town = $2 order by sort_name, id limit 50) r`,
  samples: Array.from({ length: 12 }, (_, index) => {
    const town = `示例镇${String(index + 1).padStart(2, '0')}`;
    return { variables: { town }, parameters: ['445100', town, '示例市'] };
  }),
};

const search: Question = {
  title: 'A search for two characters',
  query: `query ($text: String!) { organisationSearch(text: $text, first: 50) { nodes { id name kind town } } }`,
  sql: `select json_build_object('organisationSearch', json_build_object('nodes', coalesce(json_agg(json_build_object(
      'id', r.id, 'name', r.name, 'kind', r.kind, 'town', r.town) order by r.rank, r.sort_name, r.id), '[]')))::text as json
    from (select *, case when name = $1 then 0 when starts_with(name, $1) then 1 else 2 end as rank from organisation
      where owner = $2 and organisation_terms(name, sort_name) @@ ('''' || $1 || ''':*')::tsquery
      order by rank, sort_name, id limit 50) r`,
  samples: ['安宝', '海润', '鹏荣', '金锦', '中安', '新鑫', '企业', '示例'].map((text) => ({
    variables: { text },
    parameters: [text, '445100'],
  })),
};

const groups: Question = {
  title: 'Organisations counted by industry and kind',
  query: `{ organisationGroups(by: [INDUSTRY, KIND]) { industry kind count employees } }`,
  sql: `select json_build_object('organisationGroups', json_agg(json_build_object(
      'industry', industry, 'kind', kind, 'count', count, 'employees', employees) order by industry, kind))::text as json
    from (select industry, kind, count(*) as count, sum(employees) as employees from organisation
      where owner = $1 group by 1, 2) r`,
  samples: [{ variables: {}, parameters: ['445100'] }],
};

/** The organisations subgraph with so many organisations, all of one jurisdiction. */
export function organisationsByHand(rows: number): ByHand {
  return {
    title: `The organisations subgraph and SQL by hand, ${rows} organisations in one jurisdiction`,
    subgraph: organisations,
    questions: [page, search, groups],
    data: { rows, jurisdictions: 1, activitiesPerPairing: 4 },
  };
}
