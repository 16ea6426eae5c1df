import 'reflect-metadata';

import { contextOf } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { federationOf } from '@jiedui/kit/federation';
import { openDatabase } from '@jiedui/kit/orm';
import { remind } from '@jiedui/pairings/reminder/remind';
import { deliverReminders } from '@jiedui/pairings/reminder/webhook';
import { pairings } from '@jiedui/pairings/subgraph';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { clockOf } from '@jiedui/kit/clock';

/**
 * A process that reminds: it waits for a line on its stdin, writes the digests and says how many; for another, and sends them.
 * Its environment: DATABASE_URL, NOW, WEBHOOK (or nothing).
 */

const { DATABASE_URL: url, NOW: now, WEBHOOK: webhook } = process.env;
const chaoan = parseJurisdictionCode('445103');
const database = await openDatabase({ url: url!, subgraphs: [pairings] });
const context = () =>
  contextOf({
    viewer: { subject: 'deployment', roles: ['DEPLOYMENT'], jurisdictions: [chaoan] },
    em: database.em(),
    owned: [chaoan],
    federation: federationOf([
      { code: chaoan, name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: null },
    ]),
    clock: clockOf(() => new Date(now!)),
    seal: cursorSeal('the cursor key of these tests alone, 32+'),
    policies: { reminders: webhook ? { webhook: { url: webhook, secret: 's'.repeat(32) } } : {} },
  });

process.stdout.write('ready\n');
for await (const chunk of process.stdin) {
  const word = String(chunk).trim();
  if (word === 'remind') process.stdout.write(`${await remind(context())}\n`);
  else if (word === 'deliver') {
    await deliverReminders(context());
    process.stdout.write('delivered\n');
  }
}
await database.close();
