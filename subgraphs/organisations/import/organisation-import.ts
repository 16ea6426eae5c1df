import { sortKey } from '@jiedui/kit/pinyin';
import { newId } from '@jiedui/schema/contract/id';

import { checkCreditCode } from '../organisation/credit-code.ts';
import { checkOrganisation, organisationColumns, type OrganisationFacts } from '../organisation/rules.ts';
import { Problems } from '@jiedui/kit/problem';
import {
  type Clash,
  effectOf,
  matchStaging,
  stage,
  type StagedRow,
  writeHostKinds,
  writeStaged,
} from './organisation-staging.ts';
import type { Job, RecordImporter } from './record-import.ts';
import { hasError, type OpenSheet, problemAt, type ReadRow, type RowProblem } from './row.ts';

/**
 * A row is about the organisation that has its credit code, or its name. A cell that is empty leaves what the ledger has.
 */
export const organisationImport: RecordImporter = (job, sheet) => {
  const { em, owner, today } = job;
  return {
    take: async (rows) => {
      const found: RowProblem[] = [];
      const staged: StagedRow[] = [];
      for (const row of rows) {
        const problems = judged(row, job);
        found.push(...problems);
        // Rows that cannot be stored are not compared with others; the import is refused anyway.
        if (!hasError(problems)) staged.push(stagedOf(row, job));
        else if (typeof row.said['creditCode'] === 'string') {
          job.refusedCodes.add(normalCode(row.said['creditCode']));
        }
      }
      await stage({ em }, staged);
      return found;
    },
    finish: async () => clashesAt(sheet, await matchStaging({ em }, owner)),
    effect: () => effectOf({ em }),
    write: async (range) => {
      const { source, now } = job;
      await writeStaged({ em }, { owner, source, now, today }, range);
      await writeHostKinds({ em });
    },
  };
};

export function clashesAt(sheet: OpenSheet, clashes: readonly Clash[]): RowProblem[] {
  return clashes.map((clash) => problemAt(sheet, { ...clash, severity: 'ERROR' }));
}

/** As the ledger has it; what is no code stays as it is. */
export function normalCode(text: string): string {
  const check = checkCreditCode(text);
  return check.kind === 'malformed' ? text : check.code;
}

/** By the rules of the mutations: who attests a code says on what grounds. */
function judged({ said, problems, placed }: ReadRow, { today, reason }: Job): RowProblem[] {
  const facts = said as OrganisationFacts;
  const all = [...problems, ...placed(checkOrganisation(facts, { today }))];
  if (hasError(all) || reason !== null || !organisationColumns(facts).creditCodeAttested) return all;
  const groundless = new Problems<keyof OrganisationFacts>();
  groundless.refuse(
    'creditCodeAttested',
    'REQUIRED',
    'reason: on what grounds the credit code is attested',
    true,
    '须写明核实依据：请在导入时填写说明（reason）',
  );
  return [...all, ...placed(groundless.found)];
}

function stagedOf({ row, said }: ReadRow, { owner, context }: Job): StagedRow {
  const facts = said as OrganisationFacts;
  const columns = organisationColumns(facts);
  const attests = facts.creditCodeAttested !== undefined && columns.creditCode !== null;
  return {
    row,
    id: newId(owner, 'org', context.clock.now().getTime()),
    name: columns.name,
    sort_name: sortKey(columns.name),
    kind: columns.kind,
    subtype: columns.subtype,
    credit_code: columns.creditCode,
    industry: columns.industry,
    division: columns.division,
    employees: facts.employees ?? null,
    town: columns.town,
    status: facts.status ?? null,
    registered_on: columns.registeredOn,
    suspended_on: columns.suspendedOn,
    deregistered_on: columns.deregisteredOn,
    contact_phone: columns.contactPhone,
    credit_code_attested: attests ? columns.creditCodeAttested : null,
  };
}
