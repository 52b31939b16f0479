import * as contract from '@og-tickets/contract/exports.ts';
import { refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route, streamReply } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import { startExport } from './actions/start-export.ts';
import { periodFault } from './period-fault.ts';
import { openExportFile, readExports } from './views/export-file.ts';

/** Lists as files, each for the admin who asked for it. */
export function exportRoutes(platform: Platform): Route[] {
  return [
    route(
      contract.startListExport,
      async (context) => {
        const { body, locale } = context;
        return (
          periodFault(body, { field: 'body.to', locale }) ??
          reply(202, await startExport(platform, body, actorOf(context)))
        );
      },
      { perAccountPerDay: 100 },
    ),
    route(contract.listExports, async ({ caller }) =>
      reply(200, { items: await readExports(platform.db, caller.accountId) }),
    ),
    route(contract.fetchListExport, async ({ params, caller }) => {
      const file = await openExportFile(platform, params.exportId, caller.accountId);
      return file === null ? refuse('not_found') : streamReply(200, file.bytes, file.name);
    }),
  ];
}
