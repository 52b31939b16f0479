import { readPrivateText } from './platform/keys/secret-file.ts';
import { SecretText } from './platform/keys/secret-text.ts';
import { StartupError } from './platform/startup-error.ts';

/** The mail server that takes our mails, and who they come from. */
export interface SmtpConfig {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  url: SecretText;
  /** The password may go over the network only by TLS: the server is another machine. */
  requireTls: boolean;
  /** Name and address of the sender. */
  from: { name: string; address: string };
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Reads SMTP_URL, or SMTP_URL_FILE because it may hold a password, and MAIL_FROM. Null: mails stay in the mailbox of the
 * shop.
 */
export function readSmtp(text: (name: string) => string | null, faults: string[]): SmtpConfig | null {
  const file = text('SMTP_URL_FILE');
  const value = file === null ? text('SMTP_URL') : readFile(file, faults);
  if (value === null) return null;
  const url = URL.parse(value);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    // Not the value: it may hold a password.
    faults.push('SMTP_URL must be an address such as smtps://user:password@mail.example.org');
    return null;
  }
  const from = senderOf(text('MAIL_FROM'), faults);
  if (from === null) return null;
  const requireTls = url.username !== '' && !loopback.has(url.hostname);
  return { url: new SecretText(value), requireTls, from };
}

function readFile(file: string, faults: string[]): string | null {
  try {
    return readPrivateText('SMTP_URL_FILE', file).trim() || null;
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    faults.push(error.message.replace(/\.$/, ''));
    return null;
  }
}

/** `billets@example.org` or `OG-Tickets <billets@example.org>`. */
function senderOf(value: string | null, faults: string[]): SmtpConfig['from'] | null {
  const match = /^(?:([^<>"\p{Cc}]*?)\s*<([^<>\s]+)>|([^<>\s]+))$/u.exec(value ?? '');
  const address = match?.[2] ?? match?.[3] ?? '';
  if (/^[^\s\p{Cc}<>,;"@]+@[^\s\p{Cc}<>,;"@]+$/u.test(address)) return { name: match?.[1] ?? '', address };
  faults.push('MAIL_FROM must say who mails come from, such as OG-Tickets <billets@example.org>');
  return null;
}
