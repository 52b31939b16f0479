import { type Plant, Simulation, type Tally } from '../../../server/test/simulation/simulation.ts';
import { openProofDatabase } from './proof-database.ts';
import { numberOption } from './report.ts';

// A share of the runs of check-simulation, in a process of its own: most of a run's time goes by in waiting for the database.

/** Opens a simulation on a database of its own for as long as the work takes. */
export async function simulate<T>(plant: Plant | null, work: (simulation: Simulation) => Promise<T>): Promise<T> {
  const database = await openProofDatabase();
  const simulation = await Simulation.open(database.url, database.keysDir, plant);
  try {
    return await work(simulation);
  } finally {
    await simulation.close();
    await database.close();
  }
}

if (import.meta.main) {
  const [from, runs] = [numberOption('from', 0), numberOption('runs', 0)];
  const tally: Tally = await simulate(null, (simulation) => simulation.runMany(from, runs));
  process.send?.(tally);
  process.disconnect?.();
}
