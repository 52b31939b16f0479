import { createAddLine, type MakeAddLine } from '../../src/modules/carts/index.ts';
import { addLineInMemory } from './in-memory.ts';
import { addLineOneByOne } from './one-by-one.ts';
import { takePlacesInProgram } from './take-places.ts';

/**
 * Ways to add a line, for the benchmark and the proofs; the shop itself knows only `batch`. Naive locks the row, decides in
 * the program and writes; single gives each request a decision and a transaction of its own; memory leaves the database out;
 * unguarded is naive without its lock.
 */
const strategies = {
  batch: (platform) => createAddLine(platform),
  single: (platform) => createAddLine(platform, { maxBatch: 1, maxAtWork: platform.config.databaseConnections }),
  naive: (platform) => addLineOneByOne(platform, takePlacesInProgram({ lock: true })),
  unguarded: (platform) => addLineOneByOne(platform, takePlacesInProgram({ lock: false })),
  memory: addLineInMemory,
} as const satisfies Record<string, MakeAddLine>;

/** The strategy of a name; throws for an unknown one. */
export function strategyOf(name: string): MakeAddLine {
  const found = Object.entries(strategies).find(([known]) => known === name);
  if (found === undefined) throw new Error(`no strategy ${name}; there are ${Object.keys(strategies).join(', ')}`);
  return found[1];
}
