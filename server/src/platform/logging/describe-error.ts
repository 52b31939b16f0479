/** What goes into the log of an error: nothing of what it carries beyond this list. */
export interface DescribedError {
  type: string;
  message: string;
  /** The lines that say where, without the message that stands above them. */
  stack: string;
  cause?: DescribedError;
  errors?: DescribedError[];
  [detail: string]: unknown;
}

/**
 * Says what kind of failure it was and where. `detail`, `where` and `hint` of PostgreSQL hold the row that was refused, errors
 * of providers hold whole answers: they are left out because they are not here.
 */
const plainDetails = [
  'code',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'syscall',
  'errno',
  'port',
  'statusCode',
  'responseCode',
  'requestId',
];
const detailCharsMax = 100;
const messageCharsMax = 500;
const causesMax = 4;
const errorsMax = 5;

/** Describes an error for the log. Anything else than an error is left as it is. */
export function describeError(error: unknown): unknown {
  return error instanceof Error ? describe(error, causesMax) : error;
}

function describe(error: Error, causesLeft: number): DescribedError {
  const described: DescribedError = { type: error.name, message: messageOf(error), stack: framesOf(error) };
  const found = new Map(Object.entries(error));
  for (const name of plainDetails) {
    const value: unknown = found.get(name);
    const isPlain = typeof value === 'number' || (typeof value === 'string' && value.length <= detailCharsMax);
    if (isPlain) described[name] = value;
  }
  if (causesLeft === 0) return described;
  if (error.cause instanceof Error) described.cause = describe(error.cause, causesLeft - 1);
  if (error instanceof AggregateError) {
    const errors = error.errors.filter((one) => one instanceof Error).slice(0, errorsMax);
    described.errors = errors.map((one) => describe(one, causesLeft - 1));
  }
  return described;
}

/** The message of an error. PostgreSQL (class 22) and JSON.parse quote what they could not read: that is left out. */
export function messageOf(error: Error): string {
  const quotes =
    error instanceof SyntaxError || ('severity' in error && 'code' in error && String(error.code).startsWith('22'));
  const message = quotes ? error.message.replace(/"[^]*"/, '"…"').replace(/'[^]*'/, "'…'") : error.message;
  return message.slice(0, messageCharsMax);
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
