import type { OfflineScan } from '@og-tickets/contract/gate-lists.ts';
import { parseTicketCode } from '@og-tickets/contract/rules/ticket-code/parse.ts';
import { readTypedCode } from '@og-tickets/contract/rules/ticket-code/typed-code.ts';
import type { Station } from '../scanning/station.ts';
import { createGateClock } from './gate-clock.ts';
import { type KeptDevice, type KeptShift, readKept, readQueue } from './gate-store.ts';
import { OfflineGate } from './offline-gate.ts';
import { createOwnEntries, type OwnEntries } from './own-entries.ts';
import { openQueue } from './scan-queue.ts';
import { ListNotBelieved, readKeptList } from './ticket-list.ts';

/** Opens the gate with what is kept. Lists come with the first `sync`, or from the last visit. */
export async function openGate(kept: KeptDevice, shift: KeptShift, station: Station): Promise<OfflineGate> {
  const startedMs = performance.now();
  const own = createOwnEntries();
  const queue = await openQueue(kept);
  for (const { scan } of await readQueue()) addWaiting(own, scan);
  const amberAtMs = (await readKept('amber')) ?? [];
  const list = await readKeptList(station.session, shift.manifestKeys).catch((error: unknown) => {
    if (error instanceof ListNotBelieved || error instanceof RangeError) return null;
    throw error;
  });
  // Read by npm run check:scanner, and in the browser's own tools.
  performance.measure('gate-list', { start: startedMs, detail: { tickets: list?.manifest.pack.tickets ?? 0 } });
  return new OfflineGate({ kept, shift, station, clock: createGateClock(shift), own, queue, list, amberAtMs });
}

function addWaiting(own: OwnEntries, scan: OfflineScan): void {
  const parsed = parseTicketCode(readTypedCode(scan.code));
  if (scan.places === 0 || !parsed.ok) return;
  const change = scan.direction === 'in' ? scan.places : -scan.places;
  const { scanId, gate } = scan;
  own.add({ scanId, ticketId: parsed.record.ticketId, change, atMs: Date.parse(scan.scannedAt), gate });
}
