import { readPrivateText } from './platform/keys/secret-file.ts';
import { StartupError } from './platform/startup-error.ts';

/** The value of a setting, trimmed; null when it is not set or empty. */
export type ReadText = (name: string) => string | null;

/** Secrets that are read from files alone, by the name that somebody would give the value itself. */
export const neverVariables = [
  'TICKET_ENCRYPTION_KEY',
  'TICKET_HMAC_KEY',
  'TICKET_SIGNING_KEY',
  'ACCESS_TOKEN_KEY',
  'EMAIL_INDEX_KEY',
  'SIMULATED_BANK_WEBHOOK_SECRET',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
];

/**
 * An address that may hold a password: the value of `name`, or what the file named by `name`_FILE holds. Null when neither
 * is set. Adds a sentence to `faults`, never with the value in it, when both are or the file is unfit.
 */
export function readSecretSetting(name: string, text: ReadText, faults: string[]): string | null {
  const value = text(name);
  const file = text(`${name}_FILE`);
  if (file === null) return value;
  if (value !== null) faults.push(`${name} and ${name}_FILE are both set: keep one of them, better the file`);
  return readSecretText(`${name}_FILE`, file, faults);
}

/** What a private file holds, trimmed. Null, with a sentence in `faults`, when it is unfit or empty. */
export function readSecretText(name: string, file: string, faults: string[]): string | null {
  try {
    const value = readPrivateText(name, file).trim();
    if (value !== '') return value;
    faults.push(`${name}: ${file} is empty; write the secret into it`);
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    faults.push(error.message.replace(/\.$/, ''));
  }
  return null;
}

/**
 * Refuses secrets in the environment that nobody reads there: whoever set them believes that they are in force, and every
 * process of this user can see them.
 */
export function refuseBareSecrets(text: ReadText, faults: string[]): void {
  for (const name of neverVariables) {
    if (text(name) === null) continue;
    faults.push(
      `${name} is not read: put the secret into a file of mode 0600, name that by ${name}_FILE and unset ${name}`,
    );
  }
}
