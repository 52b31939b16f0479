import type { DataExport } from '@og-tickets/contract/privacy.ts';
import { withTx } from '../../../platform/database/database.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { makeExportJob } from '../job-names.ts';
import { keptTables } from '../rules/kept-tables.ts';
import { beginExport } from '../sql/exports.ts';
import { readExport } from '../views/own-export.ts';

/** Begins a copy of all that is kept of somebody, to be made by a job; one that is being made is given instead. */
export async function startExport(platform: Pick<Platform, 'db'>, accountId: string): Promise<DataExport> {
  const exportId = uuidv7();
  await withTx(platform.db, async (tx) => {
    const begun = await beginExport(tx, { id: exportId, accountId, total: keptTables.length });
    if (begun) await enqueue(tx, makeExportJob, { exportId });
  });
  const state = await readExport(platform, accountId);
  if (state === null) throw new Error(`the copy for ${accountId} is gone`);
  return state;
}
