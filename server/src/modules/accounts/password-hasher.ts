import { type Argon2Parameters, argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type Refusal, refuse } from '../../platform/http/refusal.ts';
import { rush } from '../../platform/http/rush.ts';
import { randomBytes } from '../../platform/keys/random.ts';

/** Cost of new hashes: the second row of the OWASP password storage recommendation for argon2id. */
const cost = { memoryKib: 19_456, passes: 2, parallelism: 1 } as const;
const saltBytes = 16;
const tagBytes = 32;

/** A hash takes about 25 ms of one core and 19 MiB; more at once would starve the sale of both. */
const hashesAtOnce = 2;
/**
 * In a rush one at a time, and then a rest of so many times as long as it took: a quarter of a core goes to passwords, however
 * many want to log in, and the rest to those who are in already.
 */
const inRush = { hashesAtOnce: 1, restTimes: 3 } as const;
/** Whoever comes when so many of the same standing wait is refused: the last one waits for a second, in a rush for five. */
const waitingMax = 50;
/**
 * Suspects are checked one at a time, while nobody else is, and the next one only after a rest of so many times as long as it
 * took: a quarter of a core is the most that guesses get. Where others never stop coming, one turn of so many is a suspect's
 * all the same.
 */
const suspects = { restTimes: 3, turnOf: 8 } as const;
/** How much of the time between two hashes, as last seen, goes into the smoothed one. */
const newestShare = 0.2;
const usualTurnMs = 20;
const retryMostSeconds = 30;

/**
 * How whoever asks stands: on a browser that the account knows; on another; or on another while wrong passwords were tried for
 * the same account a short time ago, which is how guesses come, and now and then an owner who mistyped.
 */
export type Standing = 'known' | 'usual' | 'suspect';

type Derive = (parameters: Argon2Parameters) => Promise<Buffer>;

const deriveArgon2id: Derive = (parameters) => promisify(argon2)('argon2id', parameters);

/** A hash that no password has, of the usual cost: checked for unknown addresses, so that they take as long. */
const nobodysHash = encode(cost, Buffer.alloc(saltBytes), Buffer.alloc(tagBytes));

interface Cost {
  memoryKib: number;
  passes: number;
  parallelism: number;
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

/** PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`. */
function encode({ memoryKib, passes, parallelism }: Cost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

function decode(hash: string): Cost & { salt: Buffer; tag: Buffer } {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    hash,
  );
  if (match === null) throw new Error('not an argon2id hash in PHC format');
  const [, memory, passes, parallelism, salt = '', tag = ''] = match;
  return {
    memoryKib: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Was this hash made with other parameters than a new one would be? */
export function needsRenewal(hash: string): boolean {
  const { memoryKib, passes, parallelism } = decode(hash);
  return memoryKib !== cost.memoryKib || passes !== cost.passes || parallelism !== cost.parallelism;
}

/**
 * Hashes and checks passwords, two at a time and in a rush one, with rests; of each standing a further fifty wait their turn,
 * the rest are refused and hear how long those before them will take. Browsers that an account knows go before all others,
 * suspects after all others: a flood of guesses holds nobody else up.
 */
export class PasswordHasher {
  readonly #derive: Derive;
  readonly #isRush: () => boolean;
  readonly #waiting: Record<Standing, (() => void)[]> = { known: [], usual: [], suspect: [] };
  /** At work or at rest. */
  #atWork = 0;
  /** A suspect is checked, or was and the rest after it is not over. */
  #suspectsHaveTheirs = false;
  /** Turns of others since the last one of a suspect. */
  #turnsOfOthers = 0;
  /** Smoothed milliseconds from one turn to the next. */
  #turnMs = usualTurnMs;

  constructor(derive: Derive = deriveArgon2id, isRush: () => boolean = () => rush.isOn) {
    this.#derive = derive;
    this.#isRush = isRush;
  }

  /** The PHC string of a new password. Refusal: `rate_limited`. */
  hash(password: string): Promise<string | Refusal> {
    return this.#inTurn('usual', async () => {
      const salt = randomBytes(saltBytes);
      return encode(cost, salt, await this.#tag(password, { ...cost, salt, tagLength: tagBytes }));
    });
  }

  /**
   * Is this the password of this hash? `null` stands for an account that does not exist: the same work, never true.
   * Throws for a text that is no hash. Refusal: `rate_limited`.
   */
  verify(password: string, hash: string | null, standing: Standing = 'usual'): Promise<boolean | Refusal> {
    return this.#inTurn(standing, async () => {
      const { tag, ...parameters } = decode(hash ?? nobodysHash);
      const found = await this.#tag(password, { ...parameters, tagLength: tag.length });
      return timingSafeEqual(found, tag) && hash !== null;
    });
  }

  /** What whoever stands so would be told now; null: there is room. Spares what is done before a check that is then refused. */
  refusalFor(standing: Standing): Refusal | null {
    if (this.#waiting[standing].length < waitingMax) return null;
    return refuse('rate_limited', { retryAfterSeconds: this.#waitSeconds(standing) });
  }

  /** The same password can be typed as different code points; NFKC makes them one (RFC 8265 and NIST SP 800-63B). */
  #tag(password: string, parameters: Cost & { salt: Buffer; tagLength: number }): Promise<Buffer> {
    return this.#derive({
      message: password.normalize('NFKC'),
      nonce: parameters.salt,
      parallelism: parameters.parallelism,
      tagLength: parameters.tagLength,
      memory: parameters.memoryKib,
      passes: parameters.passes,
    });
  }

  async #inTurn<T>(standing: Standing, work: () => Promise<T>): Promise<T | Refusal> {
    const queue = this.#waiting[standing];
    const full = this.refusalFor(standing);
    if (full !== null) return full;
    await new Promise<void>((resolve) => {
      queue.push(resolve);
      this.#beginNext();
    });
    const beganAtMs = performance.now();
    try {
      return await work();
    } finally {
      this.#rest(standing, performance.now() - beganAtMs);
    }
  }

  /** Whoever had the turn is answered at once; the next one waits out the rest. */
  #rest(standing: Standing, tookMs: number): void {
    const restMs = this.#isRush() ? tookMs * inRush.restTimes : 0;
    this.#turnMs += newestShare * ((tookMs + restMs) / this.#atOnce() - this.#turnMs);
    this.#afterMs(restMs, () => {
      this.#atWork -= 1;
    });
    if (standing !== 'suspect') return;
    this.#afterMs(restMs + tookMs * suspects.restTimes, () => {
      this.#suspectsHaveTheirs = false;
    });
  }

  #afterMs(restMs: number, done: () => void): void {
    const goOn = (): void => {
      done();
      this.#beginNext();
    };
    if (restMs === 0) goOn();
    else setTimeout(goOn, restMs);
  }

  /** A place goes straight to the next one, so that nobody slips in between; after a rush there is a second one again. */
  #beginNext(): void {
    while (this.#atWork < this.#atOnce()) {
      const next = this.#takeNext();
      if (next === undefined) return;
      this.#atWork += 1;
      next();
    }
  }

  #takeNext(): (() => void) | undefined {
    const { known, usual, suspect } = this.#waiting;
    const areOthers = this.#atWork + known.length + usual.length > 0;
    const mayBegin = !this.#suspectsHaveTheirs && (!areOthers || this.#turnsOfOthers >= suspects.turnOf - 1);
    if (suspect.length > 0 && mayBegin) {
      this.#suspectsHaveTheirs = true;
      this.#turnsOfOthers = 0;
      return suspect.shift();
    }
    const next = known.shift() ?? usual.shift();
    if (next !== undefined) this.#turnsOfOthers = suspect.length === 0 ? 0 : this.#turnsOfOthers + 1;
    return next;
  }

  #atOnce(): number {
    return this.#isRush() ? inRush.hashesAtOnce : hashesAtOnce;
  }

  /** Until all who wait now have had their turn. */
  #waitSeconds(standing: Standing): number {
    const { known, usual, suspect } = this.#waiting;
    const others = known.length + usual.length;
    const turns = standing === 'suspect' ? others + suspect.length * this.#atOnce() * (1 + suspects.restTimes) : others;
    return Math.min(retryMostSeconds, Math.ceil((turns * this.#turnMs) / 1_000));
  }
}

/** The one of this process: the limit is meaningless with several. */
export const passwordHasher = new PasswordHasher();
