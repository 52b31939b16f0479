import { type Conflict, conflictDecisions } from '@og-tickets/contract/gate-desk.ts';
import type { Platform } from '../../../platform/platform.ts';
import { namesOf } from '../../accounts/index.ts';
import {
  type ListedConflict,
  type Seen,
  countOpenConflicts,
  selectConflicts,
  selectListedConflict,
} from '../sql/conflict-list.ts';
import { type ConflictRow, selectConflict } from '../sql/resolve.ts';
import { selectConflictScans } from '../sql/logged-scans.ts';
import { showScan } from './logged-scans.ts';

/** More scans of one conflict than anybody reads. */
const scansMost = 50;

type Shop = Pick<Platform, 'db' | 'keys'>;

async function show(shop: Shop, rows: readonly ListedConflict[]): Promise<Conflict[]> {
  const scans = await selectConflictScans(
    shop.db,
    rows.map(({ id }) => id),
    scansMost,
  );
  const people = [
    ...scans.map(({ controllerId }) => controllerId),
    ...rows.flatMap(({ resolvedBy }) => resolvedBy ?? []),
  ];
  const names = await namesOf(shop, people);
  const ofConflict = Map.groupBy(scans, ({ conflictId }) => conflictId);
  return rows.map(({ sessionId: _sessionId, openedAt, resolvedAt, resolvedBy, decision, reason, ...row }) => {
    const said = conflictDecisions.find((known) => known === decision);
    const resolved =
      said === undefined || resolvedAt === null || reason === null
        ? null
        : { at: resolvedAt.toISOString(), by: names.get(resolvedBy ?? '') ?? '', decision: said, reason };
    return {
      ...row,
      scans: (ofConflict.get(row.id) ?? []).map((scan) => showScan(scan, names)),
      openedAt: openedAt.toISOString(),
      resolved,
    };
  });
}

/** A page of conflicts, open ones first, of the sessions that somebody may see. */
export async function listConflicts(
  shop: Shop,
  wanted: {
    session?: string | undefined;
    state?: 'open' | 'resolved' | undefined;
    seen: Seen;
    after: string | null;
    limit: number;
  },
): Promise<{ items: Conflict[]; open: number; nextCursor: string | null }> {
  const rows = await selectConflicts(shop.db, { ...wanted, limit: wanted.limit + 1 });
  const page = rows.slice(0, wanted.limit);
  const open = await countOpenConflicts(shop.db, wanted);
  return {
    items: await show(shop, page),
    open,
    nextCursor: rows.length > wanted.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** One conflict. Throws when it is not there. */
export async function readConflict(shop: Shop, conflictId: string): Promise<Conflict> {
  const row = await selectListedConflict(shop.db, conflictId);
  const [conflict] = row === null ? [] : await show(shop, [row]);
  if (conflict === undefined) throw new Error(`there is no conflict ${conflictId}`);
  return conflict;
}

/** A conflict as far as resolving it is concerned; null when there is none, or scans that came later explained it. */
export async function findConflict(db: Platform['db'], conflictId: string): Promise<ConflictRow | null> {
  const conflict = await selectConflict(db, conflictId);
  return conflict?.state === 'withdrawn' ? null : conflict;
}
