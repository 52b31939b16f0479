import { randomToken } from '../keys/random.ts';
import type { Logger } from '../log.ts';
import { type FanOut, Listeners, type Told, type Topic } from './fan-out.ts';
import type { RedisLink } from './redis-link.ts';

const channel = 'og-tickets:fan-out';

/** Tells the other processes through Redis. While it is away nobody is told, and what is remembered ages as it does alone. */
export class RedisFanOut implements FanOut {
  readonly #speaker: RedisLink;
  readonly #ear: RedisLink;
  readonly #log: Logger;
  readonly #listeners = new Listeners(randomToken(128));
  #wasDeaf = false;

  /** Two connections: one that listens can do nothing else. */
  constructor(links: { speaker: RedisLink; ear: RedisLink }, log: Logger) {
    this.#speaker = links.speaker;
    this.#ear = links.ear;
    this.#log = log;
  }

  publish(topic: Topic, text: string): void {
    const message = this.#listeners.wrap(topic, text);
    void this.#speaker
      .ask((client) => client.publish(channel, message))
      .catch(() => this.#log.debug({ topic }, 'the other processes were not told'));
  }

  subscribe(topic: Topic, told: Told): () => void {
    return this.#listeners.add(topic, told);
  }

  async start(): Promise<void> {
    const { client } = this.#ear;
    client.on('message', (_channel: string, message: string) => this.#listeners.hear(message));
    client.on('close', () => {
      this.#wasDeaf = true;
    });
    client.on('ready', () => {
      // An answer that comes too late counts all the same; one that is lost is lost with its connection.
      void client.subscribe(channel).catch(() => undefined);
      if (this.#wasDeaf) this.#listeners.hearAll();
      this.#wasDeaf = false;
    });
    await Promise.all([this.#speaker.connect(), this.#ear.connect()]);
  }

  async stop(): Promise<void> {
    this.#ear.close();
    this.#speaker.close();
  }

  condition(): ReturnType<FanOut['condition']> {
    return { by: 'redis', listening: this.#ear.client.status === 'ready' };
  }
}
