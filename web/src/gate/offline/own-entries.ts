import { packKey, type PackEntry } from '@og-tickets/contract/rules/gate/pack.ts';
import { bytesToHex } from '@og-tickets/contract/rules/bytes.ts';

/** What this scanner let through by itself or by the server, of one ticket. */
export interface OwnPassage {
  scanId: string;
  ticketId: string;
  /** Places let in, or out as a negative number. */
  change: number;
  atMs: number;
  gate: string;
}

/** Time that an answer of the server may lag behind what was just written there. */
const LIST_LAG_MS = 5_000;

interface Passage extends OwnPassage {
  /** When the server was known to have it; null while it may not. */
  knownAtMs: number | null;
  /** Counts of the list then: once they change, the list has it. */
  seen: { entries: number; inside: number } | null;
}

/** Counts of a ticket with what this scanner let through since the list was made. */
export interface OwnEntries {
  add: (passage: OwnPassage) => void;
  /** The server has it now; the list may not yet say so. */
  known: (scanId: string, listed: (ticketId: string) => PackEntry | null, atMs: number) => void;
  /** Nobody went through after all. */
  drop: (scanId: string) => void;
  /** A list was applied that was asked for at this moment: it holds all that the server knew well before. */
  listed: (askedAtMs: number) => void;
  of: (ticketId: string, listed: PackEntry | null) => { entries: number; inside: number };
  /** Places that went in, and that are inside, beyond the list. */
  beyondList: () => number;
  /** The first entry of a ticket that this scanner knows of. */
  firstOf: (ticketId: string) => { atMs: number; gate: string } | undefined;
}

/**
 * Remembers what this scanner let through until a list holds it. As long as the server may not have heard of a passage the
 * list cannot hold it, and it counts on top. Once the server has it, it counts only while the list still says what it said
 * then: a list that has moved on holds it.
 */
export function createOwnEntries(): OwnEntries {
  const passages = new Map<string, Passage[]>();
  const first = new Map<string, { atMs: number; gate: string }>();
  const keyOf = (ticketId: string) => bytesToHex(packKey(ticketId));
  const all = () => [...passages.values()].flat();
  const keepOnly = (wanted: (passage: Passage) => boolean) => {
    for (const [key, list] of passages) {
      const left = list.filter(wanted);
      if (left.length === 0) passages.delete(key);
      else passages.set(key, left);
    }
  };
  return {
    add: (passage) => {
      const key = keyOf(passage.ticketId);
      passages.set(key, [...(passages.get(key) ?? []), { ...passage, knownAtMs: null, seen: null }]);
      if (passage.change > 0 && !first.has(key)) first.set(key, { atMs: passage.atMs, gate: passage.gate });
    },
    known: (scanId, listed, atMs) => {
      for (const passage of all()) {
        if (passage.scanId !== scanId || passage.knownAtMs !== null) continue;
        passage.knownAtMs = atMs;
        const entry = listed(passage.ticketId);
        passage.seen = { entries: entry?.entries ?? 0, inside: entry?.inside ?? 0 };
      }
    },
    drop: (scanId) => keepOnly((passage) => passage.scanId !== scanId),
    listed: (askedAtMs) => keepOnly(({ knownAtMs }) => knownAtMs === null || knownAtMs > askedAtMs - LIST_LAG_MS),
    of: (ticketId, listed) => {
      let { entries, inside } = listed ?? { entries: 0, inside: 0 };
      const now = { entries, inside };
      for (const { change, seen } of passages.get(keyOf(ticketId)) ?? []) {
        if (seen !== null && (seen.entries !== now.entries || seen.inside !== now.inside)) continue;
        entries += Math.max(0, change);
        inside += change;
      }
      return { entries, inside: Math.max(0, inside) };
    },
    beyondList: () =>
      all().reduce((sum, { change, knownAtMs }) => sum + (knownAtMs === null ? Math.max(0, change) : 0), 0),
    firstOf: (ticketId) => first.get(keyOf(ticketId)),
  };
}
