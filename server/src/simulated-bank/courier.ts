import type { SecretSet } from '../platform/keys/secret-file.ts';
import type { Logger } from '../platform/log.ts';
import type { Books, EventRow } from './books.ts';
import type { Ledger } from './ledger.ts';
import { signatureHeader, signEvent } from './secrets.ts';

const deliveriesAtOnce = 8;
const patienceMs = 10_000;
/** Who took an event and was killed says nothing: it is tried again after this. */
const leaseMs = patienceMs + 5_000;
const longestPauseMs = 60 * 60_000;
const givenUpAfterMs = 3 * 24 * 60 * 60_000;
const lookEveryMs = 500;

/** Milliseconds until the next try of an event that was refused `tries` times: a second, doubled up to an hour. */
export function pauseAfterMs(tries: number): number {
  return Math.min(1_000 * 2 ** Math.min(tries - 1, 20), longestPauseMs);
}

/** Sends the bank's events to the merchant, signed anew at each try, until they are taken or three days are over. */
export class Courier {
  readonly #ledger: Ledger;
  readonly #books: Books;
  readonly #options: { webhookUrl: () => string; secrets: SecretSet; log: Logger; nowMs: () => number };
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #wanted = false;

  constructor(
    ledger: Ledger,
    books: Books,
    options: { webhookUrl: () => string; secrets: SecretSet; log: Logger; nowMs: () => number },
  ) {
    this.#ledger = ledger;
    this.#books = books;
    this.#options = options;
  }

  /** Begins to send, also what an earlier process left. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), lookEveryMs);
    this.#timer.unref();
  }

  /** Something may be due. */
  wake(): void {
    if (this.#timer === null) return;
    this.#wanted = true;
    this.#round ??= this.#work().finally(() => {
      this.#round = null;
    });
  }

  /** Sends nothing more, once what is on its way has been answered. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#round;
  }

  async #work(): Promise<void> {
    while (this.#wanted && this.#timer !== null) {
      this.#wanted = false;
      try {
        const now = this.#options.nowMs();
        const due = await this.#ledger.write(() => this.#books.takeDueEvents(now, now + leaseMs, deliveriesAtOnce));
        if (due.length > 0) this.#wanted = true;
        await Promise.all(due.map((event) => this.#deliver(event)));
      } catch (err) {
        this.#options.log.error({ err }, 'the simulated bank could not read which events are due');
      }
    }
  }

  async #deliver(event: EventRow): Promise<void> {
    const isTaken = await this.#post(event);
    const now = this.#options.nowMs();
    const isOver = now - event.createdMs > givenUpAfterMs;
    await this.#ledger.write(() => {
      if (isTaken) this.#books.markDelivered(event.id, now);
      else this.#books.setDue(event.id, isOver ? null : now + pauseAfterMs(event.tries));
    });
  }

  async #post(event: EventRow): Promise<boolean> {
    const { webhookUrl, secrets, log, nowMs } = this.#options;
    const body = Buffer.from(event.body);
    try {
      const response = await fetch(webhookUrl(), {
        method: 'POST',
        headers: { 'content-type': 'application/json', [signatureHeader]: signEvent(secrets, body, nowMs()) },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      });
      await response.arrayBuffer();
      if (!response.ok) log.warn({ event: event.id, status: response.status }, 'the shop refused an event of the bank');
      return response.ok;
    } catch (err) {
      log.warn({ err, event: event.id }, 'the shop could not be told of an event of the bank');
      return false;
    }
  }
}
