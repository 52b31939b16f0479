import * as contract from '@og-tickets/contract/privacy.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { fileReply, type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { undoErasure } from '../accounts/index.ts';
import { closeOwnAccount } from './actions/close-own-account.ts';
import { startExport } from './actions/start-export.ts';
import { readConsents } from './views/consents.ts';
import { readErasureOutlook } from './views/erasure-outlook.ts';
import { readExport, readExportFile } from './views/own-export.ts';

/** What people may ask of their own data. */
export function privacyRoutes(platform: Platform): Route[] {
  return [
    route(contract.startExport, async ({ caller }) => reply(202, await startExport(platform, caller.accountId)), {
      perAccountPerDay: 20,
    }),
    route(contract.readExport, async ({ caller }) =>
      reply(200, { export: await readExport(platform, caller.accountId) }),
    ),
    route(contract.readExportJson, async ({ caller }) => {
      const file = await readExportFile(platform, caller.accountId, 'json');
      return file === null ? refuse('not_found') : fileReply(200, file, 'mes-donnees.json');
    }),
    route(contract.readExportCsv, async ({ caller }) => {
      const file = await readExportFile(platform, caller.accountId, 'csv');
      return file === null ? refuse('not_found') : fileReply(200, file, 'mes-donnees.csv');
    }),
    route(contract.listConsents, async ({ caller }) =>
      reply(200, { items: await readConsents(platform.db, caller.accountId) }),
    ),
    route(contract.readErasure, async ({ caller }) =>
      reply(200, await readErasureOutlook(platform.db, caller.accountId)),
    ),
    route(contract.closeAccount, async (context) => {
      const closed = await closeOwnAccount(platform, context.caller.accountId);
      if (isRefusal(closed)) return closed;
      context.clearCookie('refresh');
      return reply(200, closed);
    }),
    route(
      contract.undoErasure,
      async ({ body }) => (await undoErasure(platform, body.token)) ?? reply(204, undefined),
      { perAddressPerMinute: 30 },
    ),
  ];
}
