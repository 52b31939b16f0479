import * as contract from '@og-tickets/contract/gate-lists.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf, withEntry } from '../audit/index.ts';
import { undoScan } from './actions/take-scan-back.ts';
import { uploadScans } from './actions/upload-scans.ts';
import { voidScan } from './actions/void-scan.ts';
import { findKeptScan } from './views/kept-scan.ts';
import { admitToSession, readStaff } from './views/staff.ts';

/** What comes after the moment at the gate: scans made without network, and scans that are taken back. */
export function offlineRoutes(platform: Platform): Route[] {
  return [
    route(contract.uploadScans, async ({ body, caller }) => {
      const uploaded = await uploadScans(platform, body, { controllerId: caller.accountId });
      return isRefusal(uploaded) ? uploaded : reply(200, uploaded);
    }),
    route(contract.voidScan, async ({ body, caller }) => {
      const { device } = await readStaff(platform, caller);
      const by = { accountId: caller.accountId, deviceId: device?.id ?? null };
      const voided = await voidScan(platform, body.scanId, by);
      return isRefusal(voided) ? voided : reply(200, voided);
    }),
    route(contract.undoScan, async (context) => {
      const { params, body, caller } = context;
      const scan = await findKeptScan(platform.db, params.scanId);
      if (scan === null) return refuse('not_found');
      const allowed = await admitToSession(platform, caller, scan);
      if (isRefusal(allowed)) return allowed.code === 'not_posted' ? refuse('not_found') : allowed;
      if (!allowed.supervisor) return refuse('supervisor_needed');
      const by = { reason: body.reason, accountId: caller.accountId };
      const undone = await withEntry(
        platform,
        actorOf(context),
        (tx) => undoScan(tx, scan, by),
        ({ inside }) => ({
          action: 'scan.undone',
          subject: { kind: 'scan', id: params.scanId },
          after: { inside },
          reason: body.reason,
        }),
      );
      return isRefusal(undone) ? undone : reply(200, undone);
    }),
  ];
}
