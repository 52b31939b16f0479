import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { ensureGates } from '../modules/admissions/index.ts';
import { formatProblems, formatReport, type ImportRequest, importCatalogue } from '../modules/catalog/index.ts';
import { setCapacities } from '../modules/inventory/index.ts';
import { StartupError } from '../platform/startup-error.ts';
import { openBesideShop } from './support/run-command.ts';

const usage = `Usage: npm run catalogue:import -- FILE... [--apply] [--shift-to YYYY-MM-DD]

Compares CSV files of sessions, prices, venues or sports with the catalogue and tells what would change.
  --apply          write it, all or nothing
  --shift-to DATE  move all dates by whole weeks so that the first session lies on or after DATE`;

/** Reads the command line. Throws a StartupError with the usage when it is wrong. */
async function readRequest(args: string[]): Promise<ImportRequest> {
  const { values, positionals } = parsed(args);
  if (positionals.length === 0) throw new StartupError(usage);
  const files = await Promise.all(positionals.map(async (path) => ({ name: path, bytes: await readOrRefuse(path) })));
  const shiftTo = values['shift-to'] === undefined ? null : dayOf(values['shift-to']);
  return { files, apply: values.apply ?? false, shiftTo };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { apply: { type: 'boolean' }, 'shift-to': { type: 'string' } },
    });
  } catch (error) {
    throw new StartupError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

async function readOrRefuse(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The file ${path} cannot be read (${reason}).`);
  }
}

function dayOf(text: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new StartupError(`--shift-to must be a day such as 2026-12-01, not "${text}".`);
}

/** Runs the command; returns the exit code. */
async function main(): Promise<number> {
  const request = await readRequest(process.argv.slice(2));
  const database = await openBesideShop(readConfig(process.env));
  try {
    const outcome = await importCatalogue(database.db, { setCapacities, ensureGates }, request);
    if (outcome.kind === 'bad-rows') {
      process.stderr.write(`${formatProblems(outcome.problems)}\n`);
      return 1;
    }
    process.stdout.write(`${formatReport(outcome.report, outcome.applied)}\n`);
    return 0;
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
