import { checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { parseTicketCode } from '@og-tickets/contract/rules/ticket-code/parse.ts';
import { showableCode, textToShow } from '@og-tickets/contract/rules/ticket-code/show.ts';
import type { TicketCode } from '@og-tickets/contract/tickets.ts';
import { judge } from '@og-tickets/contract/rules/gate/judge.ts';
import { readTypedCode } from '@og-tickets/contract/rules/ticket-code/typed-code.ts';
import { buyTicket, scan } from '../../server/test/gate.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { diceOf, type Forger, forge } from './lib/forge.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C35: no forged or mutated code lets anybody in, neither at the verifier nor over HTTP. The controls show that each of the
// two walls, signature and fingerprint, is needed: without it the same codes get in.

const codes = numberOption('codes', 1_000_000);
const codesOverHttp = numberOption('http', 10_000);
const seed = numberOption('seed', Date.now() % 2 ** 31);
const patienceMs = numberOption('minutes', 20) * 60_000;
const controlCodes = Math.min(codes, 20_000);
const atOnce = 64;
const scansAtOnce = 8;
const deadlineMs = Date.now() + patienceMs;

interface Walls {
  signature: boolean;
  fingerprint: boolean;
}

/** What the forgers try to get past: a shop with some tickets and their true codes. */
async function prepare(shop: TestShop) {
  const session = await shop.make.session();
  const offers = ['solo', 'duo', 'famille', 'solo'];
  const bought = [];
  for (const offer of offers) bought.push(await buyTicket(shop, session, offer));
  const { code: elsewhere } = await buyTicket(shop, await shop.make.session());
  const originals = bought.map(({ code }) => code);
  for (const { buyer, ticket } of bought) {
    const { body } = await buyer.get<TicketCode>(`/tickets/${ticket.id}/code`);
    if (body.kind !== 'rotating') throw new Error('no rotating code');
    originals.push(textToShow(showableCode(body), Date.now() / 1000) ?? '');
  }
  const rows = await shop.db
    .selectFrom('tickets.tickets')
    .select(['id', 'status', 'session_id as sessionNumber', 'generation', 'fingerprint', 'places', 'entries'])
    .select(['allowed_kinds as allowedKinds', 'entries as inside'])
    .execute();
  const leakedKey = shop.platform.keys.signing.privateKeys.get(shop.platform.keys.signing.currentKid);
  if (leakedKey === undefined) throw new Error('no signing key');
  return {
    session,
    bought,
    originals,
    leakedKey,
    elsewhere,
    sessionNumber: session.id,
    tickets: new Map(rows.map((row) => [row.id, row])),
  };
}
type Target = Awaited<ReturnType<typeof prepare>>;

/** A session whose gates are open at any hour. */
const noPolicy = { opensAtMs: null, closesAtMs: null, reentry: false };

/** The decision of the server without its database; a wall that is left out shows what it is for. */
async function isAccepted(shop: TestShop, target: Target, text: string, walls: Walls): Promise<boolean> {
  const read = readTypedCode(text);
  const parsed = parseTicketCode(read);
  if (!parsed.ok) return false;
  let { record } = parsed;
  if (walls.signature) {
    const checked = await checkTicketCode({
      text: read,
      publicKeys: shop.platform.keys.signing.rawPublicKeys,
      sessionNumber: target.session.id,
      nowSeconds: Date.now() / 1000,
    });
    if (!checked.ok) return false;
    record = checked.record;
  }
  const ticket = target.tickets.get(record.ticketId);
  if (!walls.fingerprint) return ticket !== undefined;
  const judged = ticket === undefined ? null : { ...ticket, conflict: false };
  return judge(record, judged, noPolicy, { direction: 'in', wanted: 'rest', nowMs: Date.now() }).admitted;
}

/** Tries false codes at the verifier; returns how many were tried and accepted, by their kind. */
async function tryCodes(shop: TestShop, target: Target, wanted: { count: number; walls: Walls }) {
  const forger: Forger = { ...target, dice: diceOf(seed) };
  const known = new Set(target.originals);
  const tried: Record<string, number> = {};
  const accepted: { kind: string; text: string }[] = [];
  let count = 0;
  while (count < wanted.count && Date.now() < deadlineMs) {
    const batch = Array.from({ length: atOnce }, () => forge(forger)).filter(
      ({ text }) => !known.has(readTypedCode(text)),
    );
    const taken = batch.slice(0, wanted.count - count);
    const verdicts = await Promise.all(taken.map(({ text }) => isAccepted(shop, target, text, wanted.walls)));
    for (const [index, forged] of taken.entries()) {
      tried[forged.kind] = (tried[forged.kind] ?? 0) + 1;
      if (verdicts[index] === true) accepted.push(forged);
    }
    count += taken.length;
  }
  return { count, tried, accepted };
}

async function atTheVerifier(shop: TestShop, target: Target): Promise<Finding[]> {
  const both = { signature: true, fingerprint: true };
  const truths = await Promise.all(target.originals.map((text) => isAccepted(shop, target, text, both)));
  const { count, tried, accepted } = await tryCodes(shop, target, { count: codes, walls: both });
  const findings: Finding[] = [
    { name: 'true codes are accepted', passed: truths.every(Boolean), figures: { codes: truths.length } },
    {
      name: 'false codes at the verifier',
      passed: count === codes && accepted.length === 0,
      figures: { seed, wanted: codes, count, accepted: accepted.length, tried, first: accepted.slice(0, 3) },
    },
  ];
  for (const walls of [
    { signature: false, fingerprint: true },
    { signature: true, fingerprint: false },
  ]) {
    const control = await tryCodes(shop, target, { count: controlCodes, walls });
    const without = walls.signature ? 'fingerprint' : 'signature';
    const figures = { count: control.count, accepted: control.accepted.length };
    findings.push({ name: `control: without ${without} false codes get in`, passed: figures.accepted > 0, figures });
  }
  return findings;
}

async function overHttp(shop: TestShop, target: Target): Promise<Finding[]> {
  const controller = await shop.make.login(await shop.make.account('controller'));
  const forger: Forger = { ...target, dice: diceOf(seed + 1) };
  const reasons: Record<string, number> = {};
  let left = codesOverHttp;
  let admitted = 0;
  const work = async (): Promise<void> => {
    while (left > 0 && Date.now() < deadlineMs) {
      const { text } = forge(forger);
      if (target.originals.includes(readTypedCode(text))) continue;
      left -= 1;
      const { verdict, reason } = await scan(controller, target.session, text);
      reasons[reason] = (reasons[reason] ?? 0) + 1;
      if (verdict === 'admitted') admitted += 1;
    }
  };
  await Promise.all(Array.from({ length: scansAtOnce }, work));
  const entries = await shop.db.selectFrom('tickets.tickets').select('entries').execute();
  const entered = entries.reduce((sum, row) => sum + row.entries, 0);
  const tried = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  // The access token may have run out, so the true codes are shown by somebody who has just logged in.
  const fresh = await shop.make.login(await shop.make.account('controller'));
  const truths = await Promise.all(target.bought.map(({ code }) => scan(fresh, target.session, code)));
  return [
    {
      name: 'false codes over HTTP',
      passed: tried === codesOverHttp && admitted === 0 && entered === 0,
      figures: { tried, admitted, entered, reasons },
    },
    {
      name: 'afterwards the true codes let in',
      passed: truths.every(({ verdict }) => verdict === 'admitted'),
      figures: { codes: truths.length },
    },
  ];
}

const shop = await openProofShop();
try {
  const target = await prepare(shop);
  const startedMs = performance.now();
  const findings: Finding[] = await atTheVerifier(shop, target);
  findings.push(...(await overHttp(shop, target)));
  process.stdout.write(`seed ${seed}, ${((performance.now() - startedMs) / 1000).toFixed(0)} s\n`);
  report('C35', findings);
} finally {
  await shop.close();
}
