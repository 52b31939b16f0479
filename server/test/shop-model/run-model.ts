import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Factory } from '../factory.ts';
import { checkInvariants } from '../invariants.ts';
import { everything } from './commands.ts';
import { ShopModel } from './model.ts';
import { RealShop } from './real-shop.ts';

const maxCommands = 60;
const capacities = [7, 5];
const accounts = 3;

export interface ModelRuns {
  seed: number;
  runs: number;
  /** What went wrong, shrunk; null when nothing did. */
  failure: string | null;
  /** The file that keeps it. */
  savedAs: string | null;
}

/**
 * C03: sequences of up to 60 commands on the real shop, several instances on one database, compared with the model after each
 * command; the invariants after each sequence. A failure is shrunk and saved.
 */
export async function runModel(input: {
  databaseUrl: string;
  keysDir: string;
  seed: number;
  runs: number;
  /** Statements that plant a fault. */
  statements?: readonly string[];
  path?: string;
  /** False: the first failure is enough, without looking for a smaller one. */
  shrinks?: boolean;
}): Promise<ModelRuns> {
  const { seed, runs, statements = [], path, shrinks = true } = input;
  const fetchBefore = globalThis.fetch;
  const real = await RealShop.open(input.databaseUrl, input.keysDir);
  const make = new Factory(real.platform, '');
  try {
    for (const statement of statements) await real.databases[0]?.pool.query(statement);
    /** What an earlier sequence broke, while the failure is being shrunk. */
    let known = new Set<string>();
    const property = fc.asyncProperty(fc.commands(everything, { maxCommands, size: 'max' }), async (commands) => {
      if (known.size > 0) known = new Set(await checkInvariants(real.platform.db));
      await real.begin(make, capacities);
      await fc.asyncModelRun(() => ({ model: new ShopModel(capacities, accounts), real }), commands);
      const broken = await checkInvariants(real.platform.db);
      const news = broken.filter((sentence) => !known.has(sentence));
      for (const sentence of news) known.add(sentence);
      if (news.length > 0) throw new Error(news.join('; '));
    });
    const from = path === undefined ? {} : { path };
    const details = await fc.check(property, { seed, numRuns: runs, endOnFailure: !shrinks, ...from });
    if (!details.failed) return { seed, runs: details.numRuns, failure: null, savedAs: null };
    const shrunk = `${fc.stringify(details.counterexample)}\n${String(details.errorInstance)}`;
    const folder = join(tmpdir(), 'og-tickets-counterexamples');
    await mkdir(folder, { recursive: true });
    const savedAs = join(folder, `shop-model-${seed}.txt`);
    await writeFile(savedAs, `seed ${seed}, path ${details.counterexamplePath}\n${shrunk}\n`);
    return { seed, runs: details.numRuns, failure: shrunk, savedAs };
  } finally {
    globalThis.fetch = fetchBefore;
    await real.close();
  }
}
