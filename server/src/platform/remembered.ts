/** For so long an answer is given again without asking the database. */
const freshMs = 1_000;
const keptMost = 10_000;

interface Kept<Value> {
  value: Promise<Value>;
  askedAtMs: number;
}

/** Answers as they were at most a second ago, by key, so that a burst of calls asks once. */
export class Remembered<Value> {
  readonly #ask: (key: string) => Promise<Value>;
  readonly #nowMs: () => number;
  readonly #most: number;
  readonly #kept = new Map<string, Kept<Value>>();

  constructor(ask: (key: string) => Promise<Value>, nowMs: () => number, most = keptMost) {
    this.#ask = ask;
    this.#nowMs = nowMs;
    this.#most = most;
  }

  /** The answer for a key; what asking throws is thrown and not kept. */
  read(key: string): Promise<Value> {
    const nowMs = this.#nowMs();
    const known = this.#kept.get(key);
    // A clock that was set back must not make an answer last.
    if (known !== undefined && nowMs - known.askedAtMs < freshMs && nowMs >= known.askedAtMs) return known.value;
    const entry = { value: this.#ask(key), askedAtMs: nowMs };
    entry.value.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    });
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    // A Map gives its keys in the order they came: the first is the one asked for longest ago.
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    return entry.value;
  }

  /** Has everything asked for again, because this process has just changed it. */
  forgetAll(): void {
    this.#kept.clear();
  }
}
