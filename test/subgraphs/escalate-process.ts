import { clockOf } from '@jiedui/kit/clock';
import { contextOf } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { openDatabase } from '@jiedui/kit/orm';
import { escalateOverdue } from '@jiedui/services/appeal/clock/schedule';
import { services } from '@jiedui/services/subgraph';
import { publicViewer } from '@jiedui/schema/contract/viewer';

import { all, federation } from './pairings-world.ts';

// A process that escalates what is overdue, to be killed while it does: DATABASE_URL, NOW.
const database = await openDatabase({ url: process.env['DATABASE_URL']!, subgraphs: [services] });
const now = new Date(process.env['NOW']!);
await escalateOverdue(
  contextOf({
    viewer: publicViewer,
    em: database.em(),
    owned: all,
    federation,
    clock: clockOf(() => now),
    seal: cursorSeal('-'.repeat(32)),
  }),
);
await database.close();
