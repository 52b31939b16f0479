import { Redis } from 'ioredis';
import type { SecretText } from '../keys/secret-text.ts';
import type { Logger } from '../log.ts';

/** A command that has no answer after this long has none: whoever asked goes on without Redis. */
const commandPatienceMs = 150;
const connectPatienceMs = 2_000;
/** After a command failed, Redis is left alone for this long, so that a frozen one does not slow each call down. */
const leaveAloneMs = 2_000;
const againMs = { least: 200, most: 2_000 };
/** While it is away, the log says so this often. */
const alarmEveryMs = 60_000;

/**
 * A connection to Redis (or Valkey) that the shop can do without: commands fail at once when it is away, after 150 ms when it
 * does not answer, and the log has an alert. It is connected again in the background for as long as it takes.
 */
export class RedisLink {
  readonly #client: Redis;
  readonly #log: Logger;
  #alarmAtMs = Number.NEGATIVE_INFINITY;
  #leaveAloneUntilMs = Number.NEGATIVE_INFINITY;

  constructor(url: SecretText, log: Logger) {
    this.#log = log;
    this.#client = new Redis(url.reveal(), {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: commandPatienceMs,
      connectTimeout: connectPatienceMs,
      autoResendUnfulfilledCommands: false,
      // Nobody awaits what it subscribes to by itself, and a Redis that is slow to answer would end the process
      // (ioredis 6.0.0, event_handler.js, `readyHandler`). Whoever listens subscribes at each `ready`.
      autoResubscribe: false,
      retryStrategy: (times) => Math.min(againMs.most, againMs.least * times),
    });
    // Without a listener each failed try would be written to the console.
    this.#client.on('error', (err: Error) => this.#alarm(err));
  }

  /** Connects; when that fails the tries go on in the background. */
  async connect(): Promise<void> {
    await this.#client.connect().catch(() => undefined);
  }

  get isThere(): boolean {
    return this.#client.status === 'ready' && performance.now() >= this.#leaveAloneUntilMs;
  }

  /** Runs a command. Throws, at the latest after 150 ms, when Redis does not answer or has just not done so. */
  async ask<Answer>(command: (client: Redis) => Promise<Answer>): Promise<Answer> {
    if (!this.isThere) throw new Error('Redis is away');
    try {
      return await command(this.#client);
    } catch (error) {
      this.#leaveAloneUntilMs = performance.now() + leaveAloneMs;
      if (error instanceof Error) this.#alarm(error);
      throw error;
    }
  }

  /** The connection itself, for what is listened to on it. */
  get client(): Redis {
    return this.#client;
  }

  close(): void {
    this.#client.disconnect();
  }

  #alarm(err: Error): void {
    const nowMs = performance.now();
    if (nowMs - this.#alarmAtMs < alarmEveryMs) return;
    this.#alarmAtMs = nowMs;
    this.#log.error({ err, alert: 'redis_away' }, 'Redis does not answer; the shop goes on without it');
  }
}
