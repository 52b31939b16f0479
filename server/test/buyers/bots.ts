import { sql } from 'kysely';
import { addAccount } from '../../src/modules/accounts/actions/add-account.ts';
import { signAccessToken } from '../../src/modules/accounts/access-token.ts';
import { withTx } from '../../src/platform/database/database.ts';
import { uuidv7 } from '../../src/platform/keys/random.ts';
import type { TestShop } from '../harness.ts';
import { KeepAlive, type WireAnswer } from './keep-alive.ts';

type Shop = Pick<TestShop, 'url' | 'platform' | 'db' | 'make'>;

/** What became of an honest buyer among bots that hold as much as they may. */
export interface AmongBots {
  bots: number;
  capacity: number;
  /** Places of the session that bots held as the honest buyer came. */
  heldByBots: number;
  /** Most places that one account had, and may have. */
  mostHeld: number;
  mayHold: number;
  /** From the honest buyer's first try to a place, in periods of a hold; null: none within three. */
  periods: number | null;
  honestTries: number;
}

const mayHold = 6;
const wantsAtOnce = [6, 3, 1];
/** A period of a hold here, instead of a quarter of an hour. */
const periodMs = 4_000;
const longestPeriods = 3;
const betweenTriesMs = 150;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Accounts of bots or other buyers, by their tokens: none of them ever logs in, which would take longer than all the rest. */
export async function makeBots({ platform, db, make }: Shop, count: number): Promise<string[]> {
  const { password_hash: passwordHash } = await db
    .selectFrom('accounts.accounts')
    .select('password_hash')
    .where('id', '=', (await make.account()).id)
    .executeTakeFirstOrThrow();
  const person = {
    firstName: 'Bot',
    lastName: 'Bot',
    locale: 'fr',
    role: 'customer',
    active: true,
    passwordHash,
  } as const;
  const tokens: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const loginId = uuidv7();
    const accountId = await withTx(db, async (tx) => {
      const { id } = await addAccount(tx, platform.keys, { ...person, email: `bot-${uuidv7()}@example.org` });
      await sql`INSERT INTO accounts.logins (id, account_id, expires_at)
        VALUES (${loginId}, ${id}, now() + interval '1 hour')`.execute(tx);
      return id;
    });
    tokens.push(await signAccessToken(platform, { accountId, loginId, role: 'customer', version: 0 }));
  }
  return tokens;
}

/**
 * Bots take all places of a session and take them again as soon as they are free; then somebody honest comes and asks for
 * one as often as each of them. Holds end after `periodMs`: their deadlines are brought forward in the database.
 */
export async function rushOfBots(shop: Shop, bots: number): Promise<AmongBots> {
  const capacity = bots * (mayHold - 1);
  const categories = [{ category: 'A', capacity, pricePerPlaceCents: 5_000 }];
  const session = await shop.make.session({ categories, placesPerAccount: mayHold });
  const wanted = { session: session.code, category: 'A', offer: 'solo' };
  const tokens = await makeBots(shop, bots);
  const [honest = ''] = await makeBots(shop, 1);
  const ask = (wire: KeepAlive, token: string, quantity: number): Promise<WireAnswer> =>
    wire.post('/cart/lines', { ...wanted, quantity }, { authorization: `Bearer ${token}` });
  const over = new AbortController();
  let mostHeld = 0;
  const bot = async (token: string): Promise<void> => {
    const wire = new KeepAlive(shop.url);
    while (!over.signal.aborted) {
      for (const quantity of wantsAtOnce) await ask(wire, token, quantity);
      await pause(Math.random() * 2 * betweenTriesMs);
    }
    wire.close();
  };
  const running = tokens.map(bot);
  const held = async (): Promise<number> => {
    const { rows } = await sql<{ places: number; most: number }>`
      SELECT coalesce(sum(places), 0)::int AS places, coalesce(max(places), 0)::int AS most
      FROM (SELECT sum(places) AS places FROM inventory.holds WHERE session_id = ${session.id} AND state = 'live'
        AND expires_at > now() GROUP BY account_id) AS mine`.execute(shop.db);
    mostHeld = Math.max(mostHeld, rows[0]?.most ?? 0);
    return rows[0]?.places ?? 0;
  };
  const untilMs = performance.now() + 60_000;
  while ((await held()) < capacity && performance.now() < untilMs) await pause(100);
  const heldByBots = await held();
  const ending = endSoon(shop, session.id, () => over.signal.aborted);
  const wire = new KeepAlive(shop.url);
  const { tries, tookMs } = await buyHonestly(() => ask(wire, honest, 1));
  wire.close();
  over.abort();
  await held();
  await Promise.all([...running, ending]);
  const periods = tookMs === null ? null : tookMs / periodMs;
  return { bots, capacity, heldByBots, mostHeld, mayHold, periods, honestTries: tries };
}

async function buyHonestly(ask: () => Promise<WireAnswer>): Promise<{ tries: number; tookMs: number | null }> {
  const beganAtMs = performance.now();
  for (let tries = 1; performance.now() - beganAtMs < longestPeriods * periodMs; tries += 1) {
    const { status } = await ask();
    if (status === 201) return { tries, tookMs: performance.now() - beganAtMs };
    await pause(Math.random() * 2 * betweenTriesMs);
  }
  return { tries: 0, tookMs: null };
}

/** Every hold ends one period after it was made. */
async function endSoon({ db }: Shop, sessionId: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await sql`UPDATE inventory.holds SET expires_at = created_at + make_interval(secs => ${periodMs / 1_000})
      WHERE session_id = ${sessionId} AND state = 'live' AND expires_at > created_at + make_interval(secs => ${periodMs / 1_000})`.execute(
      db,
    );
    await pause(200);
  }
}

/** How calls are answered that are more than an address, or an account, may make. */
export interface TooMany {
  perAddress: { sent: number; refused: number; withRetryAfter: number };
  perAccount: { sent: number; refused: number; withRetryAfter: number };
}

/** Sends one more than allowed, and some more; the shop must have its limits on. */
export async function callTooOften(shop: Shop): Promise<TooMany> {
  const wire = new KeepAlive(shop.url);
  const count = async (times: number, call: () => Promise<WireAnswer>): Promise<TooMany['perAddress']> => {
    const answers: WireAnswer[] = [];
    for (let sent = 0; sent < times; sent += 1) answers.push(await call());
    const refused = answers.filter(({ status }) => status === 429);
    const waits = refused.filter(({ head }) => Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 0) > 0);
    return { sent: times, refused: refused.length, withRetryAfter: waits.length };
  };
  const [token = ''] = await makeBots(shop, 1);
  const perAccount = await count(10, () => wire.post('/me/renew-codes', {}, { authorization: `Bearer ${token}` }));
  const perAddress = await count(40, () =>
    wire.post('/auth/password/forgot', { email: `nobody-${uuidv7()}@example.org` }),
  );
  wire.close();
  return { perAddress, perAccount };
}
