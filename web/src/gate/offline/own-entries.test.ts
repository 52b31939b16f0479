import type { PackEntry } from '@og-tickets/contract/rules/gate/pack.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOwnEntries } from './own-entries.ts';

const ticketId = '3f2b8c1e-5d4a-4b6c-9e7f-001122334455';
const other = '3f2b8c1e-5d4a-4b6c-9e7f-001122334456';
const listed = (entries: number, inside = entries): PackEntry => ({
  idEnd: new Uint8Array(8),
  fingerprint: new Uint8Array(8),
  generation: 1,
  places: 4,
  entries,
  inside,
  status: 'valid',
  allowedKinds: 3,
  conflict: false,
});
const passage = (scanId: string, change: number) => ({ scanId, ticketId, change, atMs: 7, gate: 'B' });

test('what the server cannot know counts on top of whatever the list says', () => {
  const own = createOwnEntries();
  own.add(passage('a', 2));
  expect(own.of(ticketId, null)).toEqual({ entries: 2, inside: 2 });
  expect(own.of(ticketId, listed(0))).toEqual({ entries: 2, inside: 2 });
  own.listed(1_000_000);
  expect(own.of(ticketId, listed(1))).toEqual({ entries: 3, inside: 3 });
  own.add(passage('b', -1));
  expect(own.of(ticketId, listed(1))).toEqual({ entries: 3, inside: 2 });
  expect(own.of(other, listed(1))).toEqual({ entries: 1, inside: 1 });
  expect(own.beyondList()).toBe(2);
  expect(own.firstOf(ticketId)).toEqual({ atMs: 7, gate: 'B' });
});

test('what the server has counts until the list says so, and not twice', () => {
  const own = createOwnEntries();
  own.add(passage('a', 2));
  own.known('a', () => listed(0), 10_000);
  expect(own.of(ticketId, listed(0))).toEqual({ entries: 2, inside: 2 });
  expect(own.of(ticketId, listed(2))).toEqual({ entries: 2, inside: 2 });
  expect(own.beyondList()).toBe(0);
  own.listed(12_000);
  expect(own.of(ticketId, listed(0))).toEqual({ entries: 2, inside: 2 });
  own.listed(16_000);
  expect(own.of(ticketId, listed(0))).toEqual({ entries: 0, inside: 0 });
});

test('what was taken back counts no more; nobody is less than nobody', () => {
  const own = createOwnEntries();
  own.add(passage('a', 1));
  own.add(passage('b', -3));
  expect(own.of(ticketId, listed(0))).toEqual({ entries: 1, inside: 0 });
  own.drop('a');
  own.drop('b');
  expect(own.of(ticketId, listed(1))).toEqual({ entries: 1, inside: 1 });
});

test('however scans, answers and lists come, the scanner never takes a place that it let in for a free one', () => {
  const step = fc.constantFrom('scan', 'sent', 'list');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const own = createOwnEntries();
      const state = { scans: 0, onServer: 0, inList: 0, nowMs: 100_000 };
      for (const what of steps) {
        state.nowMs += 20_000;
        if (what === 'scan') {
          own.add(passage(String(state.scans), 1));
          state.scans += 1;
        } else if (what === 'sent') {
          while (state.onServer < state.scans) {
            own.known(String(state.onServer), () => listed(state.inList), state.nowMs);
            state.onServer += 1;
          }
        } else {
          state.inList = state.onServer;
          own.listed(state.nowMs);
        }
        expect(own.of(ticketId, listed(state.inList)).entries).toBe(state.scans);
      }
    }),
  );
});
