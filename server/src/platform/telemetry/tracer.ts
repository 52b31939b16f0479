import { randomBytes } from '../keys/random.ts';
import type { Logger } from '../log.ts';
import { sendText } from './send-json.ts';

/** Where traces go, and which share of them. */
export interface TraceTarget {
  endpoint: URL;
  serviceName: string;
  /** From 0 to 1; whoever calls with a trace of their own decides for theirs. */
  ratio: number;
}

/** One thing that was done, as it will be told. */
export interface FinishedSpan {
  name: string;
  kind: 'server' | 'consumer';
  /** Milliseconds since the Unix epoch. */
  startedAtMs: number;
  durationMs: number;
  failed: boolean;
  attributes: Readonly<Record<string, string | number>>;
  /** A `traceparent` header as it came (W3C Trace Context, level 1). */
  parent?: string | undefined;
}

const sendEveryMs = 5_000;
const waitingMost = 2_048;
const kinds = { server: 2, consumer: 5 } as const;
/** `STATUS_CODE_ERROR` of OTLP. */
const failedStatus = 2;

/**
 * Tells a collector what was done, by OTLP over HTTP in JSON (https://opentelemetry.io/docs/specs/otlp/): one span for each
 * answer and each job, linked to the trace of whoever called. Collects and sends in the background; what cannot be sent is lost.
 */
export class Tracer {
  readonly #target: TraceTarget;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  #waiting: unknown[] = [];
  #lost = 0;

  constructor(target: TraceTarget, log: Logger) {
    this.#target = target;
    this.#log = log;
    this.#timer = setInterval(() => void this.flush(), sendEveryMs);
    this.#timer.unref();
  }

  /** Takes a span, if its trace is one of those that are told. */
  record(span: FinishedSpan): void {
    const parent = parentOf(span.parent);
    if (!(parent?.sampled ?? Math.random() < this.#target.ratio)) return;
    if (this.#waiting.length >= waitingMost) {
      this.#lost += 1;
      return;
    }
    this.#waiting.push({
      traceId: parent?.traceId ?? randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      ...(parent === null ? {} : { parentSpanId: parent.spanId }),
      name: span.name,
      kind: kinds[span.kind],
      startTimeUnixNano: nanos(span.startedAtMs),
      endTimeUnixNano: nanos(span.startedAtMs + span.durationMs),
      attributes: attributesOf(span.attributes),
      ...(span.failed ? { status: { code: failedStatus } } : {}),
    });
  }

  /** Sends what waits. Never throws. */
  async flush(): Promise<void> {
    const spans = this.#waiting;
    if (spans.length === 0) return;
    this.#waiting = [];
    const { endpoint, serviceName } = this.#target;
    const body = {
      resourceSpans: [
        {
          resource: { attributes: attributesOf({ 'service.name': serviceName }) },
          scopeSpans: [{ scope: { name: 'og-tickets' }, spans }],
        },
      ],
    };
    try {
      const path = `${endpoint.pathname.replace(/\/$/, '')}/v1/traces`;
      await sendText(new URL(path, endpoint), JSON.stringify(body), { 'content-type': 'application/json' });
    } catch (err) {
      this.#log.warn({ err, spans: spans.length, lost: this.#lost }, 'traces could not be sent');
    }
  }

  /** Sends the last ones. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }
}

function parentOf(header: string | undefined): { traceId: string; spanId: string; sampled: boolean } | null {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header ?? '');
  const [, traceId = '', spanId = '', flags = ''] = match ?? [];
  if (match === null || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Whole milliseconds as a text, because nanoseconds since 1970 are more than a number can say. */
function nanos(ms: number): string {
  return (BigInt(Math.round(ms * 1_000)) * 1_000n).toString();
}

function attributesOf(values: Readonly<Record<string, string | number>>): unknown[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(Math.round(value)) } : { stringValue: value },
  }));
}
