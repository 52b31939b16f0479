import { Readable } from 'node:stream';
import { type Refusal, refuse } from './refusal.ts';

/** A proxy closes a connection on which nothing moves for a minute. */
const heartbeatEveryMs = 15_000;
/** Each stream is an open socket: more than this in one process are refused. */
const streamsPerProcess = 5_000;
/** Homes and offices share an address; a page that follows something takes one. */
const streamsPerAddress = 50;
/** A browser whose stream ended waits between these, so that all who lost a server do not come back at once. */
const retryMs = { least: 2_000, most: 6_000 };
const addressRetrySeconds = 30;
const fullRetrySeconds = 10;

/**
 * Server-sent events that tell the state of one thing: only the newest counts, so a reader who is slow misses what is no
 * longer true instead of filling memory.
 */
export class StateStream extends Readable {
  #pending: string | null = null;
  #wanted = false;
  #beatsUnread = 0;

  /** Sends an event; one that waits for a slow reader is replaced. `data` has no line break, as JSON has none. */
  show(event: string, data: string): void {
    this.#offer(`event: ${event}\ndata: ${data}\n\n`);
  }

  /** Keeps the connection alive; gives it up when the reader has taken nothing since the last two. */
  beat(): void {
    if (this.#wanted) {
      this.#beatsUnread = 0;
      this.#offer(':\n\n');
    } else {
      this.#beatsUnread += 1;
      if (this.#beatsUnread > 2) this.destroy();
    }
  }

  /** Ends the reply; the browser comes back by itself. */
  finish(): void {
    if (this.destroyed) return;
    if (this.#pending !== null) this.push(this.#pending);
    this.#pending = null;
    this.push(null);
  }

  #offer(frame: string): void {
    this.#pending = frame;
    if (this.#wanted) this.#flush();
  }

  #flush(): void {
    const frame = this.#pending;
    if (frame === null || this.destroyed) return;
    this.#pending = null;
    this.#wanted = false;
    this.push(frame);
  }

  override _read(): void {
    this.#wanted = true;
    this.#flush();
  }
}

/** The open streams of this process: how many there may be, their heartbeat and their end. */
export class StateStreams {
  readonly #limits: { perProcess: number; perAddress: number };
  readonly #open = new Set<StateStream>();
  readonly #byAddress = new Map<string, number>();
  #heartbeat: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(limits = { perProcess: streamsPerProcess, perAddress: streamsPerAddress }) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Opens a stream for a reader at this address; refuses when there are too many. `onClose` is called once, at its end. */
  open(address: string, onClose: () => void): StateStream | Refusal {
    const ofAddress = this.#byAddress.get(address) ?? 0;
    if (ofAddress >= this.#limits.perAddress) return refuse('rate_limited', { retryAfterSeconds: addressRetrySeconds });
    if (this.#closed || this.#open.size >= this.#limits.perProcess) {
      return refuse('overloaded', { retryAfterSeconds: fullRetrySeconds });
    }
    const stream = new StateStream();
    this.#open.add(stream);
    this.#byAddress.set(address, ofAddress + 1);
    stream.once('close', () => {
      this.#forget(stream, address);
      onClose();
    });
    stream.push(`retry: ${Math.round(retryMs.least + Math.random() * (retryMs.most - retryMs.least))}\n\n`);
    this.#heartbeat ??= setInterval(() => this.#beat(), heartbeatEveryMs).unref();
    return stream;
  }

  /** Ends every stream and opens no more, so that a server that stops does not wait for them. */
  close(): void {
    this.#closed = true;
    for (const stream of this.#open) stream.finish();
  }

  #beat(): void {
    for (const stream of this.#open) stream.beat();
  }

  #forget(stream: StateStream, address: string): void {
    this.#open.delete(stream);
    const left = (this.#byAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
    if (this.#open.size > 0 || this.#heartbeat === null) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = null;
  }
}
