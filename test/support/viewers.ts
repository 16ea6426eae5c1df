import type { Ledger } from '@jiedui/local/seed/rows';
import { parseId } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';

/** One viewer per role, each standing where the seeds have something for it to see. */
export interface Viewers {
  public: Viewer;
  /** Officers by the code of their county, and the city's own. */
  county: Viewer;
  otherCounty: Viewer;
  city: Viewer;
  /** The secretary of an organisation that has raised an appeal, in `county`. */
  organisation: Viewer;
  /** The liaison of a unit to which an appeal of `county` is addressed. */
  unit: Viewer;
  instructor: Viewer;
  auditor: Viewer;
}
export type ViewerName = keyof Viewers;

export function viewersOf(ledgers: Record<string, Ledger>, county: string, otherCounty: string): Viewers {
  const appeal =
    ledgers[county]!.appeals.find(({ unit_id }) => unit_id !== null) ?? ledgers[county]!.appeals[0]!;
  const unit = parseId(appeal.unit_id ?? ledgers[county]!.memberUnits[0]!.id, 'unit');
  const organisation = parseId(appeal.organisation_id, 'org');
  const city = Object.keys(ledgers)[0]!;
  const officer = (role: 'COUNTY' | 'CITY', code: string): Viewer => ({
    subject: `officer-${code}`,
    roles: [role],
    jurisdictions: [parseJurisdictionCode(code)],
  });
  return {
    public: publicViewer,
    county: officer('COUNTY', county),
    otherCounty: officer('COUNTY', otherCounty),
    city: officer('CITY', city),
    organisation: {
      subject: 'secretary',
      roles: ['ORGANISATION'],
      jurisdictions: [organisation.owner],
      organisation: organisation.id,
    },
    unit: { subject: 'liaison', roles: ['UNIT'], jurisdictions: [unit.owner], unit: unit.id },
    instructor: { subject: 'instructor', roles: ['INSTRUCTOR'], jurisdictions: [unit.owner], unit: unit.id },
    auditor: { subject: 'auditor', roles: ['AUDITOR'], jurisdictions: [parseJurisdictionCode(city)] },
  };
}
