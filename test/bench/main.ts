import './production.ts';

import { workspace } from '@jiedui/local/workspace';
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';

import { Client } from 'pg';

import { byHandSection } from './by-hand-section.ts';
import { describeMachine, Meter, versions } from './machine.ts';
import { matchingSection } from './matching.ts';
import { compareAnswers, measure, type Measured, type Sampled, targetsOf } from './measure.ts';
import { operations } from './operations.ts';
import { type BenchOptions, readOptions, usage } from './options.ts';
import { Leftovers, type Platform, startPlatform, wholePages } from './platform.ts';
import { renderReport, type Report } from './report.ts';
import { figuresOf } from './statistics.ts';
import type { Section } from './table.ts';

const parameters = process.argv.slice(2);
const began = performance.now();
/** As a shell reports a command that Ctrl-C ended. */
const interrupted = 130;
/** Below this the spread between rounds says nothing. */
const fewestRounds = 3;

if (parameters.includes('--help')) process.stdout.write(`${usage}\n`);
else process.exitCode = await main();

async function main(): Promise<number> {
  let options: BenchOptions;
  try {
    options = readOptions(parameters);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 64;
  }
  const leftovers = new Leftovers();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      progress(`${signal}: removing everything`);
      void leftovers.remove().then(() => process.exit(interrupted));
    });
  }
  try {
    if (options.only) {
      const section =
        options.only === 'matching'
          ? await matchingSection(options, progress)
          : await byHandSection(options.only, options, leftovers, progress);
      process.stdout.write(`\n${section}\n`);
      return 0;
    }
    const report = await run(options, leftovers);
    const text = renderReport(report);
    process.stdout.write(`\n${text}\n`);
    const lines = report.sections.flatMap((section) => section.lines);
    const wrong = lines.filter(
      ({ gateway, notOk, erroneous }) => gateway !== wholePages && notOk + erroneous > 0,
    );
    if (wrong.length > 0) progress('some answers were refused or had errors: see the last column');
    if (options.keep && (wrong.length > 0 || lines.some(({ rounds }) => rounds < fewestRounds))) {
      progress('the committed results stay: a run with errors or of fewer than three rounds is not kept');
    } else if (options.keep) {
      const folder = path.join(workspace, 'test/bench');
      await writeFile(path.join(folder, 'results.md'), text);
      await writeFile(path.join(folder, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);
      progress('test/bench/results.md and results.json are written');
    }
    return wrong.length > 0 ? 1 : 0;
  } catch (error) {
    // What fails because everything is being removed is no news.
    if (leftovers.removing) return interrupted;
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  } finally {
    await leftovers.remove();
    progress('everything is removed');
  }
}

async function run(options: BenchOptions, leftovers: Leftovers): Promise<Report> {
  const meter = new Meter();
  const platform = await startPlatform(options, leftovers, progress);
  const sampled: Sampled[] = [];
  for (const operation of operations) {
    sampled.push(await compareAnswers(operation, platform, options.samples));
    progress(`${operation.name}: ${options.samples} answers per layout are the stock gateway's`);
  }
  const before = loadavg();
  const measured = await measure(sampled, platform, meter, options, began, progress);
  return {
    date: new Date().toISOString(),
    command: ['pnpm bench', ...parameters].join(' '),
    options,
    machine: describeMachine(),
    versions: { ...versions(), PostgreSQL: await postgresVersion(platform) },
    load: { before, after: loadavg() },
    records: platform.records,
    compared: sampled.reduce(
      (sum, { operation }) => sum + options.samples * (targetsOf(operation, platform).length - 1),
      0,
    ),
    sections: measured.map((each) => sectionOf(each, platform)),
  };
}

function sectionOf({ sampled, slices }: Measured, platform: Platform): Section {
  const base = slices.get('stock')!;
  return {
    title: sampled.operation.title,
    lines: targetsOf(sampled.operation, platform).map(({ name, gateway, shards }) => ({
      gateway,
      shards,
      rows: sampled.rows.get(name)!,
      ...figuresOf(slices.get(name)!, base),
    })),
  };
}

async function postgresVersion({ postgres }: Platform): Promise<string> {
  const client = new Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]!.server_version;
  } finally {
    await client.end();
  }
}

function progress(line: string): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${line}\n`);
}
