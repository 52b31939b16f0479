import type { SentryDsn } from '../../observability-setting.ts';
import type { Logger, LogListener } from '../log.ts';
import { sendText } from './send-json.ts';
import { envelopeOf, type Failure } from './sentry-event.ts';

const errorLevel = 50;
const fatalLevel = 60;
/** A fault that comes with each call would otherwise be told as often. */
const perMinuteMost = 60;
const atOnceMost = 4;
/** Fields of a log line that say where, and of nobody. */
const tagFields = ['alert', 'route', 'job', 'invariant', 'provider', 'requestId', 'page'];
const tagCharsMax = 100;

/** Tells Sentry, or whatever understands its envelopes, what the log says at error level, and what pages tell of themselves. */
export class Sentry {
  readonly #dsn: SentryDsn;
  readonly #log: Logger;
  readonly #sending = new Set<Promise<void>>();
  #minute = 0;
  #told = 0;

  /** `log`: where it says, as a warning, that it cannot tell. */
  constructor(dsn: SentryDsn, log: Logger) {
    this.#dsn = dsn;
    this.#log = log;
  }

  /** To be told of each line of the log. */
  readonly hear: LogListener = ({ level, fields, text }) => {
    const page = fields['pageError'];
    if (level < errorLevel && page === undefined) return;
    const { err } = fields;
    this.#tell({
      level: level >= fatalLevel ? 'fatal' : 'error',
      text,
      error: err ?? fields['error'],
      ...(isPageError(page) ? { page } : {}),
      tags: tagsOf(fields),
    });
  };

  /** Waits for what is being sent. */
  async stop(): Promise<void> {
    await Promise.all(this.#sending);
  }

  #tell(failure: Failure): void {
    const nowMs = Date.now();
    const minute = Math.floor(nowMs / 60_000);
    if (minute !== this.#minute) [this.#minute, this.#told] = [minute, 0];
    this.#told += 1;
    if (this.#told > perMinuteMost || this.#sending.size >= atOnceMost) return;
    const sending = this.#send(envelopeOf(failure, nowMs)).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async #send(envelope: string): Promise<void> {
    const auth = `Sentry sentry_version=7, sentry_client=og-tickets/1, sentry_key=${this.#dsn.publicKey}`;
    const headers = { 'content-type': 'application/x-sentry-envelope', 'x-sentry-auth': auth };
    await sendText(this.#dsn.envelopeUrl, envelope, headers).catch((err: unknown) =>
      this.#log.warn({ err }, 'an error could not be reported'),
    );
  }
}

function tagsOf(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  const tags = tagFields.flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? [[name, value.slice(0, tagCharsMax)] as const] : [];
  });
  return Object.fromEntries(tags);
}

function isPageError(value: unknown): value is NonNullable<Failure['page']> {
  return typeof value === 'object' && value !== null && 'stack' in value && 'message' in value;
}
