import { SecretText } from './platform/keys/secret-text.ts';
import { type ReadText, readSecretSetting } from './secret-setting.ts';

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
export function readSmtp(text: ReadText, faults: string[]): SmtpConfig | null {
  const value = readSecretSetting('SMTP_URL', text, faults);
  if (value === null) {
    const isForgotten = text('MAIL_FROM') !== null && text('SMTP_URL_FILE') === null;
    if (isForgotten) faults.push('MAIL_FROM is set without SMTP_URL: set both, or neither');
    return null;
  }
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

/** `billets@example.org` or `OG-Tickets <billets@example.org>`. */
function senderOf(value: string | null, faults: string[]): SmtpConfig['from'] | null {
  const match = /^(?:([^<>"\p{Cc}]*?)\s*<([^<>\s]+)>|([^<>\s]+))$/u.exec(value ?? '');
  const address = match?.[2] ?? match?.[3] ?? '';
  if (/^[^\s\p{Cc}<>,;"@]+@[^\s\p{Cc}<>,;"@]+$/u.test(address)) return { name: match?.[1] ?? '', address };
  faults.push('MAIL_FROM must say who mails come from, such as OG-Tickets <billets@example.org>');
  return null;
}
