import { once } from 'node:events';
import { Readable } from 'node:stream';
import type pg from 'pg';

/** What of the driver's connection is used here, beyond what its types say. */
interface Wire {
  stream: { pause(): void; resume(): void; writableNeedDrain: boolean } & NodeJS.EventEmitter;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** The rows of a COPY … TO STDOUT as the server sends them, one after the other; the socket waits for who reads. */
class Rows extends Readable {
  readonly #text: string;
  #wire: Wire | null = null;

  constructor(text: string) {
    super({ highWaterMark: 1024 * 1024 });
    this.#text = text;
  }

  submit(wire: Wire): void {
    this.#wire = wire;
    wire.query(this.#text);
  }

  override _read(): void {
    this.#wire?.stream.resume();
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // The driver uses its buffer again.
    if (!this.push(Buffer.from(chunk))) this.#wire?.stream.pause();
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  handleCommandComplete(): void {
    this.push(null);
  }

  handleReadyForQuery(): void {
    this.#wire?.stream.resume();
  }
}

/** Takes what is given to it into a COPY … FROM STDIN. */
class Load {
  readonly done: Promise<number>;
  readonly #text: string;
  readonly #source: AsyncIterable<Buffer>;
  readonly #resolve: (rows: number) => void;
  readonly #reject: (error: Error) => void;
  #rows = 0;

  constructor(text: string, source: AsyncIterable<Buffer>) {
    this.#text = text;
    this.#source = source;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.done = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(wire: Wire): void {
    wire.query(this.#text);
  }

  handleCopyInResponse(wire: Wire): void {
    void this.#send(wire);
  }

  async #send(wire: Wire): Promise<void> {
    try {
      for await (const chunk of this.#source) {
        wire.sendCopyFromChunk(chunk);
        if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain');
      }
      wire.endCopyFrom();
    } catch (error) {
      this.#reject(error instanceof Error ? error : new Error(String(error)));
      wire.sendCopyFail('what was to be loaded cannot be read');
    }
  }

  handleError(error: Error): void {
    this.#reject(error);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows);
  }
}

/** What the driver runs as a query, by the calls that it makes of one; its types know fewer of them. */
function asQuery<Query extends Rows | Load>(query: Query): Query & pg.Submittable {
  // The driver hands over its connection, of which `Wire` is a part.
  return query as Query & pg.Submittable;
}

/** Runs a COPY … TO STDOUT on a client of no pipeline. The bytes come as they are read; an error ends them. */
export function copyOut(client: pg.ClientBase, text: string): AsyncIterable<Buffer> {
  return client.query(asQuery(new Rows(text)));
}

/** Runs a COPY … FROM STDIN with these bytes; returns how many rows there were. Rejects when the database or the source fails. */
export async function copyIn(client: pg.ClientBase, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  return client.query(asQuery(new Load(text, source))).done;
}
