import type { ListExport } from '@og-tickets/contract/exports.ts';
import { withTx } from '../../../platform/database/database.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';
import { makeExportJob } from '../job-names.ts';
import { type ExportWish, insertExport } from '../sql/exports.ts';

/** Begins a file of a list for an admin, to be made by a job; the journal keeps who took what. */
export async function startExport(
  { db, keys, clock }: Pick<Platform, 'db' | 'keys' | 'clock'>,
  wish: ExportWish,
  actor: LoggedInActor,
): Promise<ListExport> {
  const id = uuidv7();
  return withTx(db, async (tx) => {
    const begun = await insertExport(tx, id, actor.accountId, wish);
    await enqueue(tx, makeExportJob, { exportId: id });
    await recordAction(tx, { keys, clock }, actor, {
      action: 'export.made',
      subject: { kind: 'export', id },
      after: { ...wish },
    });
    return begun;
  });
}
