import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { cpus } from 'node:os';
import { checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { showableCode, textToShow } from '@og-tickets/contract/rules/ticket-code/show.ts';
import { renderTicketsPdf } from '../server/src/modules/tickets/pdf/ticket-pdf.ts';
import { chainStartAt, deriveTag, mintRotating, mintStatic } from '../server/src/modules/tickets/rules/mint-code.ts';
import { randomBytes, uuidv7 } from '../server/src/platform/keys/random.ts';
import { open, seal } from '../server/src/platform/keys/seal.ts';

/** How fast tickets are made and checked on one core; docs/performance.md says how to read it. */

const rounds = 3;
const roundMs = 800;
/** Left out of the count: the first calls are compiled while they run. */
const warmUpMs = 300;

const signingKey = createPrivateKey({ key: randomBytes(32), format: 'raw-private', asymmetricKeyType: 'ed25519' });
const publicKey = createPublicKey(signingKey);
const rawPublicKey = Uint8Array.from(publicKey.export({ format: 'raw-public' }));
const head = { kid: 1, sessionNumber: 19, ticketId: uuidv7(), generation: 1, places: 2, flags: 0 };
const keys = { userKey: randomBytes(32), ticketKey: randomBytes(32), pepper: randomBytes(32) };
const encryption = { currentId: 1, keys: new Map([[1, randomBytes(32)]]) };
const signedBytes = randomBytes(44);
const signature = sign(null, signedBytes, signingKey);
const sealed = seal({ encryption }, 'tick', head.ticketId, keys.ticketKey);
const nowSeconds = Math.floor(Date.now() / 1000);
const t0Seconds = chainStartAt(nowSeconds);
const staticText = mintStatic({ ...keys, head, signingKey }).text;

function rotatingText(): string {
  const minted = mintRotating({ ...keys, head, signingKey, t0Seconds, nowSeconds });
  const text = textToShow(
    showableCode({
      credential: Buffer.from(minted.credential).toString('base64url'),
      t0: t0Seconds,
      seed: { index: minted.seed.index, value: Buffer.from(minted.seed.value).toString('base64url') },
    }),
    nowSeconds,
  );
  if (text === undefined) throw new Error('the page would show nothing now');
  return text;
}

async function check(text: string): Promise<void> {
  const publicKeys = new Map([[head.kid, rawPublicKey]]);
  const result = await checkTicketCode({ text, publicKeys, sessionNumber: head.sessionNumber, nowSeconds });
  if (!result.ok) throw new Error(`the code is refused: ${result.reason}`);
}

const printed = {
  organiser: 'OG-Tickets',
  vatBasisPoints: 550,
  codeText: staticText,
  ticket: {
    id: head.ticketId,
    session: 'BKB19',
    summary: {
      sport: 'BKB',
      sportName: 'Basketball',
      title: 'Hommes, phase de groupe, groupe C, jeu 19',
      venue: { code: 'PMA', name: 'Stade Pierre Mauroy', city: 'Villeneuve-d’Ascq' },
      startsAt: '2026-07-31T17:15:00Z',
      timezone: 'Europe/Paris',
    },
    doorsAt: '2026-07-31T15:45:00Z',
    category: 'A',
    offerName: 'Duo',
    places: 2,
    price: { cents: 9_000, currency: 'EUR' as const },
    holders: ['Camille Lefèvre', 'Zoé Martin'],
    orderCode: 'K7R9XM',
    issuedAt: '2026-06-30T22:05:00Z',
  },
};

/** A new ticket without its row: id, key, sealed key, tag. */
function issue(): void {
  const ticketId = uuidv7();
  const ticketKey = randomBytes(32);
  seal({ encryption }, 'tick', ticketId, ticketKey);
  deriveTag({ ...keys, ticketKey, head: { ...head, ticketId } });
}

const shown = rotatingText();
const ten = Array.from({ length: 10 }, () => printed);
const works: readonly { name: string; each?: number; run: () => unknown }[] = [
  { name: 'Ed25519 sign, bare', run: () => sign(null, signedBytes, signingKey) },
  { name: 'Ed25519 verify, bare', run: () => verify(null, signedBytes, publicKey, signature) },
  { name: 'issue a ticket (id, keys, seal, tag)', run: issue },
  { name: 'mint a static code', run: () => mintStatic({ ...keys, head, signingKey }) },
  {
    name: 'mint a credential and four hours of codes',
    run: () => mintRotating({ ...keys, head, signingKey, t0Seconds, nowSeconds }),
  },
  { name: 'check a static code', run: () => check(staticText) },
  { name: 'check a rotating code', run: () => check(shown) },
  { name: 'seal a ticket key', run: () => seal({ encryption }, 'tick', head.ticketId, keys.ticketKey) },
  { name: 'open a ticket key', run: () => open({ encryption }, 'tick', head.ticketId, sealed) },
  { name: 'PDF A4, one ticket', run: () => renderTicketsPdf([printed], { format: 'a4', locale: 'fr' }) },
  { name: 'PDF phone, one ticket', run: () => renderTicketsPdf([printed], { format: 'phone', locale: 'fr' }) },
  {
    name: 'PDF A4, a page of an order of ten',
    each: 10,
    run: () => renderTicketsPdf(ten, { format: 'a4', locale: 'fr' }),
  },
];

/** Calls a second of processor time, all threads of this process counted: a busy neighbour does not change it much. */
async function rateFor(run: () => unknown, ms: number): Promise<number> {
  const before = process.cpuUsage();
  const until = performance.now() + ms;
  let calls = 0;
  do {
    await run();
    calls += 1;
  } while (performance.now() < until);
  const { user, system } = process.cpuUsage(before);
  return calls / ((user + system) / 1e6);
}

const rates = works.map((): number[] => []);
for (const { run } of works) await rateFor(run, warmUpMs);
// In turns, so that a slow moment of the machine falls on all.
for (let round = 0; round < rounds; round += 1) {
  for (const [i, { run, each = 1 }] of works.entries()) rates[i]?.push((await rateFor(run, roundMs)) * each);
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const [signRate = 0, verifyRate = 0] = rates.map(median);
const results = works.map(({ name }, i) => {
  const perSecond = median(rates[i] ?? []);
  return {
    name,
    perSecond: Number(perSecond.toPrecision(3)),
    milliseconds: Number((1000 / perSecond).toPrecision(3)),
    inSigns: Number((signRate / perSecond).toPrecision(3)),
    inVerifies: Number((verifyRate / perSecond).toPrecision(3)),
  };
});
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;
const date = new Date().toISOString().slice(0, 10);
const lines = [
  `${machine}, ${date}`,
  '',
  '| work | a second and core | ms each | in bare signs | in bare verifies |',
  '|---|---|---|---|---|',
  ...results.map(
    ({ name, perSecond, milliseconds, inSigns, inVerifies }) =>
      `| ${name} | ${perSecond} | ${milliseconds} | ${inSigns} | ${inVerifies} |`,
  ),
  '',
  JSON.stringify({ machine, date, results }),
];
process.stdout.write(`${lines.join('\n')}\n`);
