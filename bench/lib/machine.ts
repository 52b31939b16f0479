import { cpus, release, totalmem } from 'node:os';
import { type BenchShop, readSettings } from './bench-shop.ts';

/** What the figures of a run were taken on and with. */
export interface Machine {
  date: string;
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  postgres: Record<string, string>;
  /** Of the last minute as the run began: anything but about nothing makes the figures too low. */
  loadBefore: number;
}

/** Asks the machine and PostgreSQL. */
export async function describeMachine(shop: BenchShop, loadBefore: number): Promise<Machine> {
  const { data_directory: _folder, ...postgres } = await readSettings(shop.pool);
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown processor',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
    postgres,
    loadBefore,
  };
}

/** One line for above a table. */
export function machineLine({ date, processor, cores, memoryGiB, node, postgres, loadBefore }: Machine): string {
  const settings = ['fsync', 'synchronous_commit', 'full_page_writes'].map((name) => `${name} ${postgres[name]}`);
  return (
    `${processor}, ${cores} cores, ${memoryGiB} GiB, Node ${node}, PostgreSQL ${postgres['server_version']} ` +
    `(${settings.join(', ')}), ${date}, load before the run ${loadBefore.toFixed(1)}`
  );
}
