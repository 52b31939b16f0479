import * as contract from '@og-tickets/contract/gate-desk.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf, withEntry } from '../audit/index.ts';
import { resolveConflict } from './actions/resolve-conflict.ts';
import { setGates } from './actions/set-gates.ts';
import type { GateSettings } from './rules/gate-settings.ts';
import { supervisedSessions } from './rules/supervised.ts';
import { findConflict, listConflicts, readConflict } from './views/conflicts.ts';
import type { GateStates } from './views/gate-states.ts';
import { listScans } from './views/logged-scans.ts';
import { findSessionNumber } from './views/session-number.ts';
import { readStaff } from './views/staff.ts';

const pageSize = 50;
const brokenCursor = {
  fr: 'Ce curseur n’est pas valable. Recommencez à la première page.',
  en: 'This cursor is not valid. Start again at the first page.',
};
const closedBeforeOpen = {
  fr: 'La fermeture doit être après l’ouverture.',
  en: 'Closing must be after opening.',
};
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the desk of the gates shows and decides. */
export function deskRoutes(platform: Platform, states: GateStates): Route[] {
  return [...stateRoutes(platform, states), ...conflictRoutes(platform)];
}

function stateRoutes(platform: Platform, states: GateStates): Route[] {
  const { db } = platform;
  return [
    route(contract.readGateState, async ({ params, locale }) => {
      const sessionId = await findSessionNumber(db, params.code);
      return sessionId === null ? refuse('not_found') : reply(200, await states.read(sessionId, locale));
    }),
    route(contract.followGateState, async ({ params, locale, address }) => {
      const sessionId = await findSessionNumber(db, params.code);
      if (sessionId === null) return refuse('not_found');
      const stream = await states.open(sessionId, locale, address);
      return isRefusal(stream) ? stream : reply(200, stream);
    }),
    route(contract.setGates, async (context) => {
      const { params, body, locale } = context;
      const set = await withEntry(
        platform,
        actorOf(context),
        async (tx) =>
          (await setGates(tx, params.code, body)) ??
          refuse('invalid_request', { fields: [{ field: 'body.closesAt', message: closedBeforeOpen[locale] }] }),
        ({ before, after }) => ({
          action: 'gates.changed',
          subject: { kind: 'session', id: params.code },
          before: shown(before),
          after: shown(after),
        }),
      );
      return isRefusal(set) ? set : reply(200, { session: params.code, ...shown(set.after) });
    }),
    route(contract.listScans, async ({ query, locale }) => {
      const sessionId = await findSessionNumber(db, query.session);
      if (sessionId === null) return refuse('not_found');
      const { gate, reason, cursor, limit = pageSize } = query;
      const page = await listScans(platform, { sessionId, gate, reason, cursor, limit });
      if (page !== null) return reply(200, page);
      return refuse('invalid_request', { fields: [{ field: 'query.cursor', message: brokenCursor[locale] }] });
    }),
  ];
}

function shown({ opensAt, closesAt, ...settings }: GateSettings) {
  return { ...settings, opensAt: opensAt?.toISOString() ?? null, closesAt: closesAt?.toISOString() ?? null };
}

function conflictRoutes(platform: Platform): Route[] {
  const { db } = platform;
  return [
    route(contract.listConflicts, async ({ query, caller, locale }) => {
      const seen = supervisedSessions(await readStaff(platform, caller));
      if (seen !== null && seen.length === 0) return refuse('supervisor_needed');
      const { session, state, cursor, limit = pageSize } = query;
      if (cursor !== undefined && !uuid.test(cursor)) {
        return refuse('invalid_request', { fields: [{ field: 'query.cursor', message: brokenCursor[locale] }] });
      }
      return reply(200, await listConflicts(platform, { session, state, seen, after: cursor ?? null, limit }));
    }),
    route(contract.resolveConflict, async (context) => {
      const { params, body, caller } = context;
      const seen = supervisedSessions(await readStaff(platform, caller));
      if (seen !== null && seen.length === 0) return refuse('supervisor_needed');
      const conflict = await findConflict(db, params.conflictId);
      if (conflict === null || (seen !== null && !seen.includes(conflict.sessionId))) return refuse('not_found');
      const { decision, reason, undo = [] } = body;
      const said = { decision, reason, undo, accountId: caller.accountId };
      const refusal = await withEntry(
        platform,
        actorOf(context),
        (tx) => resolveConflict(tx, conflict, said),
        () => ({
          action: 'conflict.resolved',
          subject: { kind: 'conflict', id: conflict.id },
          after: { decision, undone: undo },
          reason,
        }),
      );
      return refusal ?? reply(200, await readConflict(platform, conflict.id));
    }),
  ];
}
