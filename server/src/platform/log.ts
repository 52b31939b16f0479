import pino from 'pino';

export type Logger = pino.Logger;

/** Fields that never reach a log line, wherever they stand. */
const secretFields = ['password', 'token', 'accessToken', 'refreshToken', 'clientSecret', 'cardNumber', 'cvc'];

/** Structured log on standard output; `level` as in pino. Secrets are removed by name at two levels. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[removed]' },
  });
}
