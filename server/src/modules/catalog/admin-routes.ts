import * as contract from '@og-tickets/contract/catalog-admin.ts';
import * as places from '@og-tickets/contract/catalog-places.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts';
import { type LoginCaller, type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import { createSession, duplicateSession } from './actions/create-session.ts';
import { deleteSession } from './actions/delete-session.ts';
import type { Editing } from './actions/edit-context.ts';
import { createOffer, deleteOffer, editOffer } from './actions/edit-offers.ts';
import { writeSport, writeVenue } from './actions/edit-places.ts';
import { editSession, setSessionStatus } from './actions/edit-session.ts';
import { importFromPage } from './actions/import-from-page.ts';
import { decodeCursor } from './rules/cursor.ts';
import { adminOffers } from './views/admin-offers.ts';
import { adminSports, adminVenues } from './views/admin-places.ts';
import { adminSession, adminSessions } from './views/admin-sessions.ts';

/** What editing a catalogue asks of the modules that stand beside it. */
export type EditNeighbours = Pick<Editing, 'ensureGates' | 'removeGates'>;

/** Six bytes in JSON for the worst character, and some room for the rest. */
const importMaxBytes = 12_000_000;

interface Call {
  caller: LoginCaller;
  address: string;
  requestId: string;
  locale: Locale;
}

/** What admins read and write of the catalogue, from the database and not from memory. */
export function catalogAdminRoutes(platform: Platform, neighbours: EditNeighbours): Route[] {
  const editing = (call: Call): Editing => ({ platform, actor: actorOf(call), locale: call.locale, ...neighbours });
  return [
    ...sessionRoutes(platform, editing),
    ...offerRoutes(platform, editing),
    ...placeRoutes(platform, editing),
    route(
      places.importCatalogue,
      async (context) => {
        const outcome = await importFromPage(editing(context), context.body);
        return isRefusal(outcome) ? outcome : reply(200, outcome);
      },
      { bodyMaxBytes: importMaxBytes },
    ),
  ];
}

function sessionRoutes(platform: Platform, editing: (call: Call) => Editing): Route[] {
  const shown = async <Status extends 200 | 201>(status: Status, done: { code: string } | Refusal) => {
    if (isRefusal(done)) return done;
    const session = await adminSession(platform, done.code);
    return session === null ? refuse('not_found') : reply(status, session);
  };
  return [
    route(contract.listAdminSessions, async ({ query, locale }) => {
      const { cursor: text, limit = limits.pageMax, ...filter } = query;
      const cursor = text === undefined ? null : decodeCursor(text, 'date');
      if (text !== undefined && cursor === null) return refuse('invalid_request');
      return reply(200, await adminSessions(platform.db, { ...filter, limit, cursor }, locale));
    }),
    route(contract.readAdminSession, async ({ params }) => shown(200, params)),
    route(contract.createSession, async (context) => shown(201, await createSession(editing(context), context.body))),
    route(contract.duplicateSession, async (context) =>
      shown(201, await duplicateSession(editing(context), { from: context.params.code, ...context.body })),
    ),
    route(contract.editSession, async (context) =>
      shown(200, await editSession(editing(context), { code: context.params.code, ...context.body })),
    ),
    route(contract.publishSession, async (context) => {
      const wish = { code: context.params.code, version: context.body.version, status: 'published' } as const;
      return shown(200, await setSessionStatus(editing(context), wish));
    }),
    route(contract.withdrawSession, async (context) => {
      const wish = { code: context.params.code, version: context.body.version, status: 'withdrawn' } as const;
      return shown(200, await setSessionStatus(editing(context), wish));
    }),
    route(contract.deleteSession, async (context) => {
      const done = await deleteSession(editing(context), context.params.code);
      return isRefusal(done) ? done : reply(204, undefined);
    }),
  ];
}

function offerRoutes({ db }: Platform, editing: (call: Call) => Editing): Route[] {
  const shown = async <Status extends 200 | 201>(status: Status, done: { code: string } | Refusal) => {
    if (isRefusal(done)) return done;
    const [offer] = await adminOffers(db, done.code);
    return offer === undefined ? refuse('not_found') : reply(status, offer);
  };
  return [
    route(contract.listAdminOffers, async () => reply(200, { items: await adminOffers(db) })),
    route(contract.createOffer, async (context) => shown(201, await createOffer(editing(context), context.body))),
    route(contract.editOffer, async (context) =>
      shown(200, await editOffer(editing(context), { code: context.params.code, ...context.body })),
    ),
    route(contract.deleteOffer, async (context) => {
      const done = await deleteOffer(editing(context), context.params.code);
      return isRefusal(done) ? done : reply(204, undefined);
    }),
  ];
}

function placeRoutes({ db }: Platform, editing: (call: Call) => Editing): Route[] {
  return [
    route(places.listAdminSports, async () => reply(200, { items: await adminSports(db) })),
    route(places.listAdminVenues, async () => reply(200, { items: await adminVenues(db) })),
    route(places.writeSport, async (context) => {
      const { code } = context.params;
      const done = await writeSport(editing(context), { code, ...context.body });
      if (isRefusal(done)) return done;
      const sport = (await adminSports(db)).find((one) => one.code === code);
      return sport === undefined ? refuse('internal_error') : reply(200, sport);
    }),
    route(places.writeVenue, async (context) => {
      const { code } = context.params;
      const done = await writeVenue(editing(context), { code, ...context.body });
      if (isRefusal(done)) return done;
      const venue = (await adminVenues(db)).find((one) => one.code === code);
      return venue === undefined ? refuse('internal_error') : reply(200, venue);
    }),
  ];
}
