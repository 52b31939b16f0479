import pino from 'pino';
import { describeError } from './logging/describe-error.ts';
import { scrub } from './logging/scrub.ts';

export type Logger = pino.Logger;

/** Told of each line that is written: its level as pino numbers it, its fields and its text, before they are described. */
export type LogListener = (line: { level: number; fields: Readonly<Record<string, unknown>>; text: string }) => void;

const listenersOf = new WeakMap<Logger, Set<LogListener>>();

/** Has somebody told of the lines of a log and of its children, as they are written; `log` as `createLogger` made it. */
export function listenToLog(log: Logger, listener: LogListener): void {
  listenersOf.get(log)?.add(listener);
}

/** Fields that never reach a log line, wherever they stand. */
const secretFields = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'clientSecret',
  'secret',
  'recoveryCodes',
  'authorization',
  'cookie',
  'cardNumber',
  'cvc',
  'email',
  'firstName',
  'lastName',
];

/**
 * Structured log on standard output; `level` as in pino. Of errors only what `describeError` lists is written, fields that
 * hold secrets are removed by name at two levels, and what is left is looked through for the shapes of secrets.
 */
export function createLogger(level: string): Logger {
  const listeners = new Set<LogListener>();
  const log = pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[removed]' },
    serializers: { err: describeError, error: describeError, req: describeRequest },
    hooks: {
      // An error without a text would put its own message in the place of the text.
      logMethod(given, method, number) {
        const [first, text] = given;
        if (listeners.size > 0) tell(listeners, number, first, text);
        if (first instanceof Error) method.apply(this, [{ err: first }, text ?? 'an error']);
        else if (hasError(first) && text === undefined) method.apply(this, [first, 'an error']);
        else method.apply(this, given);
      },
      streamWrite: scrub,
    },
  });
  listenersOf.set(log, listeners);
  return log;
}

function tell(listeners: ReadonlySet<LogListener>, level: number, first: unknown, second: unknown): void {
  const isFields = typeof first === 'object' && first !== null;
  const fields = first instanceof Error ? { err: first } : isFields ? Object.fromEntries(Object.entries(first)) : {};
  const said = isFields ? second : first;
  const text = typeof said === 'string' ? said : '';
  for (const listener of listeners) listener({ level, fields, text });
}

function hasError(value: unknown): value is { err: Error } {
  return typeof value === 'object' && value !== null && 'err' in value && value.err instanceof Error;
}

/** Method and path: what stands behind `?` may be somebody's, and headers hold tokens. */
function describeRequest(request: unknown): unknown {
  if (typeof request !== 'object' || request === null || !('method' in request && 'url' in request)) return {};
  return { method: request.method, path: String(request.url).split('?', 1)[0] };
}
