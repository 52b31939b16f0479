import type { uploadScans as endpoint } from '@og-tickets/contract/gate-lists.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { checkUpload, type Upload } from './check-upload.ts';
import { recordScans } from './record-scans.ts';

/** How often an upload is looked at again when another of the same scanner came between. */
const looksMax = 3;

/**
 * Records scans that a scanner made without network. What went through is a fact and is kept even where it breaks a rule:
 * then a conflict is open for a supervisor. The order in which uploads come changes nothing of what they add up to; a scan
 * counts once by its id. Whatever does not continue the scanner's chain is refused as a whole (`chain_broken`).
 */
export async function uploadScans(
  platform: Pick<Platform, 'db' | 'keys' | 'clock' | 'log'>,
  upload: Upload,
  { controllerId }: { controllerId: string },
): Promise<ReplyBodyOf<typeof endpoint> | Refusal> {
  if (upload.scans.some(({ verdict, places }) => verdict === 'refused' && places > 0)) return refuse('invalid_request');
  for (let look = 0; look < looksMax; look += 1) {
    const checked = await checkUpload(platform, upload);
    if (isRefusal(checked)) return checked;
    const nowMs = platform.clock.nowMs();
    const recorded = await withTx(platform.db, (tx) => recordScans(tx, checked, { controllerId, nowMs }));
    if (recorded === 'moved') continue;
    const results = upload.scans.map(({ scanId }, index) => ({
      scanId,
      outcome: recorded[index - checked.knownScans] ?? ('known' as const),
    }));
    return { results, serverTime: new Date(nowMs).toISOString() };
  }
  return refuse('overloaded', { retryAfterSeconds: 1 });
}
