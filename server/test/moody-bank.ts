import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A bank that can be away or slow, and writes down what it was asked for. */
export class MoodyBank {
  mood: 'away' | 'slow' | 'well' = 'away';
  readonly closed: string[] = [];
  readonly opened: string[] = [];
  /** Lets the answers go that a slow bank keeps. */
  release: () => void = () => undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#reply(request, response);
    });
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#answer(request);
    response.writeHead(answer === null ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  }

  async #answer(request: IncomingMessage): Promise<object | null> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (this.mood === 'away') return null;
    const [, , , id, what] = (request.url ?? '').split('/');
    if (what === 'close') {
      this.closed.push(id ?? '');
      return { charge: { ...this.#charges.get(id ?? ''), state: 'closed' } };
    }
    if (id !== undefined) return { charge: this.#charges.get(id) };
    const { merchantReference, orderCode, amountCents, currency } = JSON.parse(Buffer.concat(parts).toString());
    const charge = { id: `ch_${merchantReference}`, merchantReference, orderCode, amountCents, currency };
    this.#charges.set(charge.id, { ...charge, state: 'open', refusal: null });
    this.opened.push(charge.id);
    if (this.mood === 'slow') await new Promise<void>((resolve) => (this.release = resolve));
    return { charge: this.#charges.get(charge.id), clientSecret: 'secret', payPath: `/pay/${charge.id}` };
  }

  readonly #charges = new Map<string, object>();
}
