import { changeType, type RecordChange } from '@jiedui/kit/change-types';

import { ActivityStep } from '../activity/terms.ts';
import { PairingStep } from '../pairing/terms.ts';
import { ProjectStep } from '../project/terms.ts';

/** What `history` of each kind of record answers. */

export const PairingChange = changeType('Pairing', '结对的一次变更。One change of a pairing.', PairingStep);
export const ActivityChange = changeType(
  'Activity',
  '活动的一次变更。One change of an activity.',
  ActivityStep,
);
export const ProjectChange = changeType('Project', '项目的一次变更。One change of a project.', ProjectStep);
export type { RecordChange };
