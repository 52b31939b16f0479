import type { Manifest } from '@og-tickets/contract/gate-lists.ts';
import { bytesToBase64Url, hexToBytes } from '@og-tickets/contract/rules/bytes.ts';
import { encodePack, openPack, type PackEntry, packKey } from '@og-tickets/contract/rules/gate/pack.ts';
import { expect, test } from 'vitest';
import vectors from '../../../../contract/test/ticket-code-vectors.json' with { type: 'json' };
import { createGateClock } from '../offline/gate-clock.ts';
import { createOwnEntries } from '../offline/own-entries.ts';
import type { TicketList } from '../offline/ticket-list.ts';
import { decideOffline, type OfflineKnowledge } from './decide-offline.ts';

const stepStartMs = (vectors.t0 + vectors.step * 15) * 1_000;
const manifest: Manifest = {
  session: 'NAT001',
  sessionNumber: vectors.session,
  summary: {
    sport: 'NAT',
    sportName: 'Natation',
    title: 'Finale',
    venue: { code: 'V', name: 'Piscine', city: 'Lille' },
    startsAt: '2030-07-26T18:00:00Z',
    timezone: 'Europe/Paris',
  },
  gates: ['A', 'B'],
  opensAt: null,
  closesAt: null,
  reentry: false,
  keys: [{ kid: vectors.kid, publicKey: bytesToBase64Url(hexToBytes(vectors.public_key)), state: 'active' }],
  offers: [{ places: vectors.places, name: 'Famille' }],
  amberPerHour: 2,
  pack: { sequence: 1, tickets: 1, sha256: '' },
  serverTime: '2030-07-26T17:00:00Z',
};
const entry: PackEntry = {
  idEnd: packKey(vectors.ticket_id),
  fingerprint: hexToBytes(vectors.fp),
  generation: vectors.generation,
  places: vectors.places,
  entries: 0,
  inside: 0,
  status: 'valid',
  allowedKinds: 3,
  conflict: false,
};

function knowing(
  entries: PackEntry[],
  change: Partial<OfflineKnowledge> & { tainted?: boolean } = {},
): OfflineKnowledge {
  const clocks = { wallMs: () => stepStartMs, runningMs: () => 0 };
  const pack = openPack(encodePack({ sessionNumber: vectors.session, sequence: 1, since: 0 }, entries));
  const list: TicketList = {
    manifest,
    pack,
    counts: { entered: 0, expected: 0 },
    publicKeys: new Map([[vectors.kid, hexToBytes(vectors.public_key)]]),
    tainted: new Set(change.tainted === true ? [vectors.kid] : []),
    manifestKeys: [],
    atMs: 0,
  };
  const clock = createGateClock({ offsetMs: 0, lastWallMs: 0 }, clocks);
  return { list, own: createOwnEntries(), clock, amberAtMs: [], ...change };
}
const show = (code: string, known: OfflineKnowledge, places?: number) =>
  decideOffline({ code, direction: 'in', places }, known);
const paper = vectors.static_text;

test('a ticket of the list enters, and is full once this scanner has let all its places in', async () => {
  const known = knowing([entry]);
  const first = await show(paper, known, 1);
  expect(first).toMatchObject({ ask: null, ticketId: vectors.ticket_id });
  expect(first.result).toMatchObject({
    verdict: 'admitted',
    reason: 'ok_partial',
    admittedPlaces: 1,
    offerName: 'Famille',
  });
  known.own.add({ scanId: 'a', ticketId: vectors.ticket_id, change: 1, atMs: stepStartMs, gate: 'B' });
  expect((await show(paper, known)).result).toMatchObject({ reason: 'ok', admittedPlaces: vectors.places - 1 });
  known.own.add({ scanId: 'b', ticketId: vectors.ticket_id, change: vectors.places - 1, atMs: 0, gate: 'B' });
  const full = await show(vectors.rotating_text, known);
  expect(full.result).toMatchObject({
    verdict: 'refused',
    reason: 'already_used',
    entries: vectors.places,
    firstScan: { at: new Date(stepStartMs).toISOString(), gate: 'B' },
  });
});

test('what was typed in groups is read as well', async () => {
  const typed = paper.replaceAll(' ', '_').replace(/.{4}/g, '$& ').toLowerCase();
  expect((await show(typed, knowing([entry]))).result.verdict).toBe('admitted');
});

test('a code that is forged, cut, or of another session is refused for what it is, and tells nothing', async () => {
  const forged = `${paper.slice(0, -3)}000`;
  expect(await show(forged, knowing([entry]))).toMatchObject({
    ticketId: null,
    result: { verdict: 'refused', places: null },
  });
  expect((await show('OG1:', knowing([entry]))).result.reason).toBe('not_ours');
  const elsewhere = knowing([entry]);
  const list = { ...elsewhere.list, manifest: { ...manifest, sessionNumber: vectors.session + 1 } };
  expect((await show(paper, { ...elsewhere, list })).result).toMatchObject({
    reason: 'wrong_session',
    otherSession: null,
    places: null,
  });
  const changed = await show(paper, knowing([{ ...entry, fingerprint: new Uint8Array(8) }]));
  expect(changed.result).toMatchObject({ reason: 'key_mismatch', places: null, offerName: null });
});

test('a ticket of another session near this one is sent there by its code; one of a session far away is only refused', async () => {
  const far = { number: vectors.session + 2, code: 'ATH002' };
  const at = (neighbours: Manifest['neighbours']) => {
    const known = knowing([entry]);
    const here = { ...manifest, sessionNumber: vectors.session + 1, ...(neighbours ? { neighbours } : {}) };
    return show(paper, { ...known, list: { ...known.list, manifest: here } });
  };
  expect((await at([far, { number: vectors.session, code: 'NAT001' }])).result).toMatchObject({
    verdict: 'refused',
    reason: 'wrong_session',
    otherSession: 'NAT001',
  });
  // Too far away, and what a scanner has kept from before sessions were told of.
  for (const neighbours of [[far], undefined]) {
    expect((await at(neighbours)).result).toMatchObject({ reason: 'wrong_session', otherSession: null });
  }
});

test('a ticket that the list does not know is amber, so many an hour, and never by a tainted key', async () => {
  expect(await show(paper, knowing([]))).toMatchObject({
    ask: vectors.places,
    result: { verdict: 'check', reason: 'unknown_ticket', admittedPlaces: 0 },
  });
  const older = { ...entry, generation: vectors.generation - 1 };
  expect((await show(paper, knowing([older]))).ask).toBe(vectors.places);
  const used = knowing([], { amberAtMs: [stepStartMs - 10, stepStartMs - 3_599_000] });
  expect(await show(paper, used)).toMatchObject({ ask: null, result: { verdict: 'check', reason: 'rate_limited' } });
  const anHourAgo = knowing([], { amberAtMs: [stepStartMs - 10, stepStartMs - 3_600_000] });
  expect((await show(paper, anHourAgo)).ask).toBe(vectors.places);
  expect(await show(paper, knowing([], { tainted: true }))).toMatchObject({
    ask: null,
    result: { verdict: 'refused', reason: 'unknown_ticket', places: null },
  });
  expect((await show(paper, knowing([entry], { tainted: true }))).result.verdict).toBe('admitted');
});

test('with a doubtful clock rotating codes are amber, in their time or out of it; paper enters', async () => {
  const clock = (wallMs: number) => createGateClock(undefined, { wallMs: () => wallMs, runningMs: () => 0 });
  for (const wallMs of [stepStartMs, stepStartMs + 3_600_000]) {
    const known = knowing([entry], { clock: clock(wallMs) });
    expect(await show(vectors.rotating_text, known)).toMatchObject({
      ask: vectors.places,
      result: { verdict: 'check', reason: 'stale_code' },
    });
    expect((await show(paper, known)).result.verdict).toBe('admitted');
  }
  const late = { wallMs: () => stepStartMs + 3_600_000, runningMs: () => 0 };
  const sure = knowing([entry], { clock: createGateClock({ offsetMs: 0, lastWallMs: 0 }, late) });
  expect(await show(vectors.rotating_text, sure)).toMatchObject({ ask: null, result: { reason: 'stale_code' } });
});

test('in a full house of 80,000 a ticket is found among all others', async () => {
  // Every other one has entered; their ids are spread over all that there are.
  const others = Array.from({ length: 79_999 }, (_, at): PackEntry => {
    const idEnd = new Uint8Array(8);
    new DataView(idEnd.buffer).setUint32(0, at * 53_687);
    return { ...entry, idEnd, places: 1, entries: at % 2, inside: at % 2, status: at % 2 === 0 ? 'valid' : 'used' };
  });
  const full = knowing([...others, entry]);
  expect(full.list.pack.entries.length).toBe(80_000 * 22);
  expect((await show(paper, full)).result).toMatchObject({ verdict: 'admitted', admittedPlaces: vectors.places });
});
