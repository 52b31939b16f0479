import { join } from 'node:path';

/** Folder of the bank's books of a test's database, the same for every process of its shop. */
export function bankFolder(dataDir: string, databaseUrl: string): string {
  return join(dataDir, 'banks', new URL(databaseUrl).pathname.slice(1));
}
