import { CatalogueKeeper } from '../src/modules/catalog/index.ts';
import { createLogger } from '../src/platform/log.ts';
import type { Db } from '../src/platform/database/database.ts';

/** The catalogue in memory as the database has it now. */
export async function readCatalogue(db: Db): Promise<CatalogueKeeper['catalogue']> {
  const keeper = new CatalogueKeeper(db, createLogger('fatal'));
  await keeper.start();
  await keeper.stop();
  return keeper.catalogue;
}
