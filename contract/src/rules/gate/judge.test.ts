import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../test/ticket-code-vectors.json' with { type: 'json' };
import { hexToBytes } from '../bytes.ts';
import { parseTicketCode } from '../ticket-code/parse.ts';
import { amberLeft } from './amber.ts';
import { type GatePolicy, type JudgedTicket, judge, judgeFound, type Passage } from './judge.ts';
import { judgeOffline } from './judge-offline.ts';

const readRecord = (text: string) => {
  const parsed = parseTicketCode(text);
  if (!parsed.ok) throw new Error('the vector is not read');
  return parsed.record;
};
const paper = readRecord(vectors.static_text);
const rotating = readRecord(vectors.rotating_text);
const always: GatePolicy = { opensAtMs: null, closesAtMs: null, reentry: false };
const enter: Passage = { direction: 'in', wanted: 'rest', nowMs: 1_000 };
const ticket: JudgedTicket = {
  status: 'valid',
  sessionNumber: paper.sessionNumber,
  generation: paper.generation,
  fingerprint: hexToBytes(vectors.fp),
  places: paper.places,
  entries: 0,
  inside: 0,
  allowedKinds: 3,
  conflict: false,
};
const reasonOf = (change: Partial<JudgedTicket>, policy: Partial<GatePolicy> = {}, passage: Partial<Passage> = {}) =>
  judge(paper, { ...ticket, ...change }, { ...always, ...policy }, { ...enter, ...passage }).reason;

test('a ticket of the vectors enters with all its places; each thing that is wrong has its reason', () => {
  const { places } = ticket;
  expect(judge(paper, ticket, always, enter)).toEqual({
    admitted: true,
    reason: 'ok',
    places,
    entries: places,
    inside: places,
  });
  expect(judge(paper, null, always, enter).reason).toBe('unknown_ticket');
  expect(reasonOf({ generation: paper.generation + 1 })).toBe('superseded');
  expect(reasonOf({ generation: paper.generation + 1, status: 'refunded' })).toBe('refunded');
  expect(reasonOf({ fingerprint: new Uint8Array(8) })).toBe('key_mismatch');
  expect(reasonOf({ sessionNumber: ticket.sessionNumber + 1 })).toBe('key_mismatch');
  expect(reasonOf({ places: places + 1 })).toBe('key_mismatch');
  expect(reasonOf({ generation: paper.generation - 1 })).toBe('key_mismatch');
  expect(reasonOf({ status: 'blocked' })).toBe('blocked');
  expect(reasonOf({ status: 'cancelled', allowedKinds: 0 })).toBe('cancelled');
  expect(reasonOf({ allowedKinds: 2 })).toBe('kind_not_allowed');
  expect(reasonOf({ conflict: true })).toBe('blocked');
  expect(reasonOf({ entries: places, inside: places, status: 'used' })).toBe('already_used');
  expect(reasonOf({}, {}, { wanted: places + 1 })).toBe('not_enough_places');
});

test('hours hold for those who come in, from the first to the last millisecond', () => {
  const hours = { opensAtMs: 1_000, closesAtMs: 2_000 };
  expect(reasonOf({}, hours, { nowMs: 999 })).toBe('too_early');
  expect(reasonOf({}, hours, { nowMs: 1_000 })).toBe('ok');
  expect(reasonOf({}, hours, { nowMs: 2_000 })).toBe('ok');
  expect(reasonOf({}, hours, { nowMs: 2_001 })).toBe('too_late');
  expect(reasonOf({ entries: 1, inside: 1 }, hours, { nowMs: 2_001, direction: 'out' })).toBe('ok');
});

test('who left comes in again only where the session says so; nobody leaves who is not inside', () => {
  const { places } = ticket;
  const left = { entries: places, inside: 0, status: 'used' } as const;
  expect(reasonOf(left)).toBe('already_used');
  expect(reasonOf(left, { reentry: true })).toBe('ok');
  expect(reasonOf(left, { reentry: true }, { direction: 'out' })).toBe('not_inside');
  expect(reasonOf({ entries: 1, inside: 1 }, {}, { direction: 'out', wanted: 2 })).toBe('not_enough_places');
  expect(reasonOf({ entries: 1, inside: 1, conflict: true }, {}, { direction: 'out' })).toBe('ok');
  expect(judgeFound({ ...ticket, allowedKinds: 0 }, always, enter).reason).toBe('ok');
});

const standing = (places: number, counts: { entries: number; inside: number }): JudgedTicket => ({
  ...ticket,
  places,
  entries: counts.entries,
  inside: counts.inside,
});

test('whatever happens at the gates, no more are inside than places, and no fewer than nobody', () => {
  const step = fc.record({
    direction: fc.constantFrom<Passage['direction']>('in', 'out'),
    wanted: fc.oneof(fc.constant('rest' as const), fc.integer({ min: 1, max: 6 })),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      fc.array(step, { maxLength: 30 }),
      (places, reentry, steps) => {
        let now = standing(places, { entries: 0, inside: 0 });
        for (const { direction, wanted } of steps) {
          const before = now;
          const judged = judgeFound(now, { ...always, reentry }, { direction, wanted, nowMs: 0 });
          if (judged.admitted) now = standing(places, judged);
          const inside = now.inside - before.inside;
          expect(inside).toBe(judged.admitted ? (direction === 'in' ? judged.places : -judged.places) : 0);
          expect(now.inside).toBeGreaterThanOrEqual(0);
          expect(reentry ? now.inside : now.entries).toBeLessThanOrEqual(places);
        }
      },
    ),
  );
});

const alone = { ...enter, tainted: false, amberLeft: 10, ownPlaces: 0, clockDoubtful: false };

test('without network a ticket of the list is judged as on the server', () => {
  const { places } = ticket;
  fc.assert(
    fc.property(
      fc.record({
        generation: fc.constantFrom(paper.generation, paper.generation + 1),
        entries: fc.integer({ min: 0, max: places }),
        status: fc.constantFrom(...(['valid', 'used', 'refunded', 'blocked'] as const)),
        conflict: fc.boolean(),
      }),
      (change) => {
        const known = { ...ticket, ...change, inside: change.entries };
        expect(judgeOffline(paper, known, always, alone)).toEqual(judge(paper, known, always, enter));
      },
    ),
  );
});

test('without network an unknown ticket, or a newer one, is for the controller to decide, within limits', () => {
  const older = { ...ticket, generation: paper.generation - 1 };
  for (const listed of [null, older]) {
    expect(judgeOffline(paper, listed, always, alone)).toEqual({
      admitted: 'ask',
      reason: 'unknown_ticket',
      places: paper.places,
    });
    expect(judgeOffline(paper, listed, always, { ...alone, amberLeft: 0 }).reason).toBe('rate_limited');
    expect(judgeOffline(paper, listed, always, { ...alone, tainted: true })).toEqual({
      admitted: false,
      reason: 'unknown_ticket',
    });
    expect(judgeOffline(paper, listed, { ...always, opensAtMs: 2_000 }, alone).reason).toBe('too_early');
    expect(judgeOffline(paper, listed, { ...always, closesAtMs: 0 }, alone).reason).toBe('too_late');
    expect(judgeOffline(paper, listed, always, { ...alone, direction: 'out' }).reason).toBe('not_inside');
    expect(judgeOffline(paper, listed, always, { ...alone, wanted: paper.places + 1 }).reason).toBe(
      'not_enough_places',
    );
  }
  const letIn = (ownPlaces: number) => judgeOffline(paper, null, always, { ...alone, ownPlaces });
  expect(letIn(1)).toMatchObject({ admitted: 'ask', places: paper.places - 1 });
  expect(letIn(paper.places).reason).toBe('already_used');
  expect(judgeOffline(paper, ticket, always, { ...alone, tainted: true, amberLeft: 0 }).reason).toBe('ok');
});

test('with a doubtful clock a rotating code is for the controller to decide; paper is not', () => {
  const doubtful = { ...alone, clockDoubtful: true };
  expect(judgeOffline(rotating, ticket, always, alone)).toMatchObject({ admitted: true });
  expect(judgeOffline(rotating, ticket, always, doubtful)).toMatchObject({ admitted: 'ask', reason: 'stale_code' });
  expect(judgeOffline(paper, ticket, always, doubtful)).toMatchObject({ admitted: true });
  const used = { ...ticket, entries: ticket.places, inside: ticket.places };
  expect(judgeOffline(rotating, used, always, doubtful).reason).toBe('already_used');
});

test('the amber quota forgets after an hour and is not renewed by a clock that is set back', () => {
  const hour = 3_600_000;
  expect(amberLeft([], 10, hour)).toBe(10);
  expect(amberLeft([1, hour / 2, hour], 10, hour)).toBe(7);
  expect(amberLeft([0, 1, hour], 10, hour + 1)).toBe(9);
  expect(amberLeft([2 * hour], 1, 0)).toBe(0);
  expect(
    amberLeft(
      Array.from({ length: 12 }, () => 5),
      10,
      6,
    ),
  ).toBe(0);
});
