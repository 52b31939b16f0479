import { uuidv7 } from '../keys/random.ts';
import { describeError } from '../logging/describe-error.ts';
import { scrub } from '../logging/scrub.ts';

/** An error as a page told it. */
export interface PageError {
  name: string;
  message: string;
  stack: string;
  page: string;
}

/** What is told of a failure. */
export interface Failure {
  level: 'error' | 'fatal';
  text: string;
  error?: unknown;
  page?: PageError;
  /** Short words that say where. */
  tags: Readonly<Record<string, string>>;
}

const framesMost = 40;
const textMax = 500;

interface Described {
  type: string;
  message: string;
  stack: string;
}

/**
 * The envelope of a failure (https://develop.sentry.dev/sdk/data-model/envelopes/). Nothing but the kind of error, its message,
 * where it was, and tags; no person, address, cookie, header, query or local variable, and what is left is scrubbed like the log.
 */
export function envelopeOf(failure: Failure, atMs: number): string {
  const id = uuidv7().replaceAll('-', '');
  const described = failure.page === undefined ? describedOf(failure.error) : pageErrorOf(failure.page);
  const event = {
    event_id: id,
    timestamp: atMs / 1_000,
    platform: failure.page === undefined ? 'node' : 'javascript',
    level: failure.level,
    logger: 'og-tickets',
    message: { formatted: failure.text.slice(0, textMax) },
    tags: failure.tags,
    ...(described === null ? {} : { exception: { values: [exceptionOf(described)] } }),
  };
  const lines = [{ event_id: id, sent_at: new Date(atMs).toISOString() }, { type: 'event' }, event];
  return lines.map((line) => scrub(JSON.stringify(line))).join('\n');
}

function describedOf(error: unknown): Described | null {
  const described = describeError(error);
  if (typeof described !== 'object' || described === null) return null;
  if (!('type' in described && 'message' in described && 'stack' in described)) return null;
  return { type: String(described.type), message: String(described.message), stack: String(described.stack) };
}

function pageErrorOf({ name, message, stack }: PageError): Described {
  return { type: name, message, stack };
}

function exceptionOf({ type, message, stack }: Described): unknown {
  const frames = stack
    .split('\n')
    .slice(0, framesMost)
    .flatMap((line) => frameOf(line))
    // Sentry wants the innermost last.
    .toReversed();
  return { type, value: message.slice(0, textMax), ...(frames.length === 0 ? {} : { stacktrace: { frames } }) };
}

/** `at name (file:1:2)`, `at file:1:2` (V8) or `name@file:1:2` (Firefox, Safari). */
function frameOf(line: string): unknown[] {
  const match = /^\s*(?:at )?(?:async )?(?:(.*?) ?[(@])?([^()\s@]+):(\d+):(\d+)\)?$/.exec(line);
  if (match === null) return [];
  const [, name, file = '', lineno, colno] = match;
  const short = file.replace(/^.*\/(?=(?:server\/src|contract\/src|node_modules|assets)\/)/, '').replace(/[?#].*$/, '');
  return [
    {
      function: name === undefined || name === '' ? '?' : name,
      filename: short,
      lineno: Number(lineno),
      colno: Number(colno),
      in_app: !file.includes('node_modules') && !file.startsWith('node:'),
    },
  ];
}
