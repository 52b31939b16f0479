import { type Answer, type CallOptions, Client } from '../client.ts';

/** Things of people that must be found nowhere, by what they are. */
export class Canaries {
  readonly #all = new Map<string, string>();

  /** Remembers something and gives it back. Throws when there is nothing, or too little to be told from other text. */
  add(what: string, value: string | null | undefined): string {
    if (value === null || value === undefined || value.length < 8) throw new Error(`${what} is no canary: ${value}`);
    this.#all.set(what, value);
    return value;
  }

  get count(): number {
    return new Set(this.#all.values()).size;
  }

  /** What of it stands in a text, as it is, in an address, in JSON, or without its blanks. */
  foundIn(text: string): string[] {
    const plain = text.toLowerCase();
    return Array.from(this.#all).flatMap(([what, value]) => {
      const shapes = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), value.replaceAll(' ', '')];
      const at = shapes.map((shape) => plain.indexOf(shape.toLowerCase())).find((place) => place >= 0);
      return at === undefined ? [] : [`${what}: …${text.slice(Math.max(0, at - 60), at + 20)}…`];
    });
  }
}

/** A browser that keeps what it was refused with, and whose tokens and cookies are canaries. */
export class WatchedClient extends Client {
  readonly #canaries: Canaries;
  readonly refusals: string[];
  readonly #name: string;
  #seen = 0;

  constructor(url: string, name: string, canaries: Canaries, refusals: string[]) {
    super(url);
    this.#name = name;
    this.#canaries = canaries;
    this.refusals = refusals;
  }

  override async call<Body>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>> {
    const answer = await super.call<Body>(method, path, options);
    if (answer.status >= 400) this.refusals.push(`${answer.status} ${answer.bytes.toString()}`);
    const { body } = answer;
    if (typeof body === 'object' && body !== null && 'accessToken' in body)
      this.#keep('access token', body.accessToken);
    for (const [name, value] of this.cookies) this.#keep(`cookie ${name}`, value);
    return answer;
  }

  #keep(what: string, value: unknown): void {
    this.#seen += 1;
    this.#canaries.add(`${what} of ${this.#name} (${this.#seen})`, String(value));
  }
}
