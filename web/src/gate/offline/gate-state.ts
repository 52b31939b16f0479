import type { ApiError } from '../../api/api-error.ts';
import type { Store } from '../../api/store.ts';
import type { OwnEntries } from './own-entries.ts';
import type { TicketList } from './ticket-list.ts';

/** What the desk shows of lists, queue and network. */
export interface GateState {
  online: boolean;
  /** Scans that wait for the server. */
  waiting: number;
  /** When the server was asked for the list last, by its clock; null: there is no list, nothing can be decided here. */
  listAtMs: number | null;
  entered: number;
  expected: number;
  clockDoubtful: boolean;
  /** Who left may come in again: people are let out here too. */
  reentry: boolean;
  /** Nothing can be sent: somebody must log in and begin a shift; or the server says why. */
  trouble: { kind: 'login' } | { kind: 'unsigned' } | { kind: 'refused'; detail: string } | null;
  /** The server was asked to take the last scans of a scanner out of service, and would not. */
  refusesScans: boolean;
  /** The server took the scanner out of service, its time is over, or the session is. */
  ended: 'revoked' | 'ended' | 'session' | null;
}

/** What the desk shows of a list; counted once for each, for it takes as long as a decision. */
export function listFacts(
  list: TicketList | null,
  own: OwnEntries,
): Pick<GateState, 'listAtMs' | 'entered' | 'expected' | 'reentry'> {
  if (list === null) return { listAtMs: null, entered: 0, expected: 0, reentry: false };
  const { counts, manifest, atMs } = list;
  const entered = counts.entered + own.beyondList();
  return { listAtMs: atMs, entered, expected: counts.expected, reentry: manifest.reentry };
}

/** What a refused or unanswered call says of scanner, login and network. */
export function noteRefusal(store: Store<GateState>, error: ApiError): void {
  if (error.status === 0 || error.status === 429 || error.status >= 500) store.set({ online: false });
  else if (error.code === 'device_revoked') store.set({ online: true, ended: 'revoked' });
  else if (error.status === 401 || error.code === 'device_needed')
    store.set({ online: true, trouble: { kind: 'login' } });
  else store.set({ online: true, trouble: { kind: 'refused', detail: error.detail } });
}

/** The server has understood and will not: asking again changes nothing. */
export function isFinal({ status, code }: ApiError): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 429 && code !== 'device_needed';
}
