import * as contract from '@og-tickets/contract/gate-lists.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts';
import { fileReply, type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { signManifest } from '../tickets/index.ts';
import { noteDevice } from './actions/note-device.ts';
import type { GateLists } from './views/gate-lists.ts';
import { readGateSession } from './views/gate-session.ts';
import { composeManifest } from './views/manifest.ts';
import { admitScanner, type GateCaller } from './views/staff.ts';

/** What scanners decide by without network: the manifest of a session, its list of tickets, and its changes. */
export function listRoutes(platform: Platform, lists: GateLists): Route[] {
  /** The session of a code, for a scanner that may have its list. */
  const admit = async (caller: GateCaller, code: string) => {
    const facts = await readGateSession(platform.db, code);
    if (facts === null) return refuse('not_found');
    const admitted: { deviceId: string } | Refusal = await admitScanner(platform, caller, facts.sessionId);
    if (isRefusal(admitted)) return admitted;
    await noteDevice(platform, admitted.deviceId);
    return { facts, list: lists.of(facts.sessionId) };
  };
  return [
    route(contract.readManifest, async ({ params, caller, locale }) => {
      const admitted = await admit(caller, params.code);
      if (isRefusal(admitted)) return admitted;
      return reply(200, await signManifest(platform, await composeManifest(platform, { ...admitted, locale })));
    }),
    route(contract.readPack, async ({ params, query, caller }) => {
      const admitted = await admit(caller, params.code);
      if (isRefusal(admitted)) return admitted;
      const bytes = await admitted.list.bytes(query.since ?? 0);
      return fileReply(200, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), `${params.code}.ogp`);
    }),
    route(contract.followGate, async ({ params, caller, address }) => {
      const admitted = await admit(caller, params.code);
      if (isRefusal(admitted)) return admitted;
      const { sessionId } = admitted.facts;
      const stream = await lists.open({ sessionId, loginId: caller.loginId, address });
      return isRefusal(stream) ? stream : reply(200, stream);
    }),
  ];
}
