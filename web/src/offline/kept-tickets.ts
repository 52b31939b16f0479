import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { ApiError } from '../api/api-error.ts';
import { mayHaveLogin, onLoginChange } from '../api/login.ts';

/** What is kept of each reply: enough to show the page again without a connection, and from when it is. */
interface KeptReply {
  queryKey: QueryKey;
  data: unknown;
  updatedAt: number;
}

interface Shelf extends DBSchema {
  replies: { key: string; value: KeptReply };
}

/** The queries of the ticket pages. Codes are kept for the four hours that the server gave them for, not longer. */
const KEPT_KINDS = new Set(['tickets', 'ticket', 'ticket-code']);
/** No more replies than this: a phone is no archive. */
const KEPT_MAX = 300;

/**
 * Keeps the tickets that were shown, so that they open without a connection after one view, and brings them back at the
 * start with their old time. A log-out, here or in another tab, wipes them.
 */
export async function startKeepingTickets(queryClient: QueryClient): Promise<void> {
  let shelf: IDBPDatabase<Shelf>;
  try {
    shelf = await openDB<Shelf>('og-tickets', 1, { upgrade: (db) => void db.createObjectStore('replies') });
  } catch {
    // Storage is switched off or full: tickets then need a connection.
    return;
  }
  onLoginChange((next) => {
    if (next.status === 'guest') void shelf.clear('replies');
  });
  if (!mayHaveLogin()) await shelf.clear('replies');
  for (const { queryKey, data, updatedAt } of await shelf.getAll('replies')) {
    if (queryClient.getQueryData(queryKey) === undefined) queryClient.setQueryData(queryKey, data, { updatedAt });
  }
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || !KEPT_KINDS.has(String(event.query.queryKey[0])) || !mayHaveLogin()) return;
    const { queryKey, state } = event.query;
    if (event.action.type === 'error' && isGone(event.action.error)) void forget(shelf, String(queryKey[1]));
    if (event.action.type !== 'success' || event.action.manual === true) return;
    void keep(shelf, { queryKey, data: state.data, updatedAt: state.dataUpdatedAt });
    if (queryKey[0] === 'tickets') void renewFromList(shelf, queryClient, state.data, state.dataUpdatedAt);
  });
}

/** A ticket as far as keeping it goes. */
interface ListedTicket {
  id: string;
  status: string;
}

function listedTickets(data: unknown): ListedTicket[] {
  if (typeof data !== 'object' || data === null || !('items' in data) || !Array.isArray(data.items)) return [];
  return data.items.filter(isListedTicket);
}

function isListedTicket(item: unknown): item is ListedTicket {
  if (typeof item !== 'object' || item === null || !('id' in item && 'status' in item)) return false;
  return typeof item.id === 'string' && typeof item.status === 'string';
}

/**
 * The list brings every ticket as it is now: those kept from their own pages follow it, so that one that was taken back
 * is struck without a connection too, and its code is not kept.
 */
async function renewFromList(shelf: IDBPDatabase<Shelf>, client: QueryClient, data: unknown, updatedAt: number) {
  for (const ticket of listedTickets(data)) {
    const queryKey = ['ticket', ticket.id];
    const shown = client.getQueryState(queryKey);
    if (shown && shown.dataUpdatedAt < updatedAt) client.setQueryData(queryKey, ticket, { updatedAt });
    const kept = await shelf.get('replies', `ticket/${ticket.id}`);
    if (kept && kept.updatedAt < updatedAt) await keep(shelf, { queryKey, data: ticket, updatedAt });
    if (ticket.status !== 'valid' && ticket.status !== 'used') {
      await shelf.delete('replies', `ticket-code/${ticket.id}`);
    }
  }
}

/** The ticket is no longer this account's: given to somebody else, for instance. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

async function forget(shelf: IDBPDatabase<Shelf>, ticketId: string): Promise<void> {
  await Promise.all(['ticket', 'ticket-code'].map((kind) => shelf.delete('replies', `${kind}/${ticketId}`)));
}

async function keep(shelf: IDBPDatabase<Shelf>, reply: KeptReply): Promise<void> {
  // A code of an older generation takes no one in: the newest one takes its place.
  const key = reply.queryKey.slice(0, 2).join('/');
  try {
    if ((await shelf.count('replies')) < KEPT_MAX || (await shelf.getKey('replies', key))) {
      await shelf.put('replies', reply, key);
    }
  } catch {
    // Full or taken away meanwhile: what is shown stays shown.
  }
}
