/** What processes of one shop tell each other: that something they remember is no longer so. */
export const topics = ['logins', 'settings', 'staff', 'catalogue'] as const;
export type Topic = (typeof topics)[number];

/** Ids only: whoever could listen learns nothing, whoever could speak has something read again. */
export type Told = (text: string) => void;

/**
 * Tells the other processes at once what this one has changed. A hint and never the truth: what is remembered of the database
 * is read again within a second or two anyway, so that a message lost, late or forged changes nothing but the moment.
 */
export interface FanOut {
  /** Tells all other processes. Never throws and waits for nobody. */
  publish(topic: Topic, text: string): void;
  /** Calls `told` with what others say. Returns what ends it. */
  subscribe(topic: Topic, told: Told): () => void;
  /** Listens from now on. What cannot be reached is tried again in the background. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** How it does, for /readyz and metrics. */
  condition(): { by: 'nobody' | 'postgresql' | 'redis'; listening: boolean };
}

/** Longer than any id; whatever is longer is not ours. */
const textMaxChars = 100;

/** Who listens to what, and who spoke: a process is not told what it said itself. */
export class Listeners {
  readonly #self: string;
  readonly #byTopic = new Map<Topic, Set<Told>>();

  constructor(self: string) {
    this.#self = self;
  }

  add(topic: Topic, told: Told): () => void {
    const known = this.#byTopic.get(topic) ?? new Set();
    this.#byTopic.set(topic, known.add(told));
    return () => known.delete(told);
  }

  /** What goes over the wire. */
  wrap(topic: Topic, text: string): string {
    return `${this.#self} ${topic} ${text.slice(0, textMaxChars)}`;
  }

  /** Hands on what came over the wire; anything else than our own form is left alone. */
  hear(message: string): void {
    const [from = '', name = '', ...rest] = message.split(' ');
    const topic = topics.find((known) => known === name);
    const text = rest.join(' ');
    if (topic === undefined || from === this.#self || text.length > textMaxChars) return;
    for (const told of this.#byTopic.get(topic) ?? []) told(text);
  }

  /** After a gap in the listening: all that was remembered is read again. */
  hearAll(): void {
    for (const [, listeners] of this.#byTopic) for (const told of listeners) told('');
  }
}

/** Of a process that is alone on its database: there is nobody to tell. */
export class NobodyElse implements FanOut {
  publish(): void {}

  subscribe(): () => void {
    return () => undefined;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  condition(): ReturnType<FanOut['condition']> {
    return { by: 'nobody', listening: true };
  }
}
