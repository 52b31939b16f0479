import { createHmac, randomUUID } from 'node:crypto';
import type { KeyRing } from '../../platform/keys/key-ring.ts';
import { randomBytes } from '../../platform/keys/random.ts';
import { open, seal } from '../../platform/keys/seal.ts';
import { openBytes, openText, sealBytes, sealText } from '../../platform/keys/seal-text.ts';
import { SECRET_BYTES } from '../../platform/keys/secret-file.ts';
import type { Mail } from './compose-mail.ts';

/*
 * How a mail is kept where no mail server takes it: under a key of its own, because it may go to somebody without an account.
 * The mails to an address are found by a blind index.
 */

/** What a mail says; its files are sealed one by one. */
export type MailText = Omit<Mail, 'attachments'>;

/** What opens a mail. */
export interface SealedMailKey {
  mail_id: string;
  key_sealed: string;
}

export interface SealedMail extends SealedMailKey {
  recipient_index: string;
  mail_sealed: string;
}

const mailColumn = 'platform.mailbox.mail';
const fileColumn = 'platform.mailbox_attachments.content';
const indexLabel = 'platform.mailbox.recipient\0';

/** Seals a mail and its files, in their order. */
export function sealMail(
  keys: Pick<KeyRing, 'encryption' | 'emailIndex'>,
  { attachments = [], to, subject, text, html }: Mail,
  mailId: string = randomUUID(),
): { mail: SealedMail; files: Buffer[] } {
  const key = randomBytes(SECRET_BYTES);
  const said: MailText = { to, subject, text, html };
  const mail = {
    mail_id: mailId,
    key_sealed: seal(keys, 'mail', mailId, key),
    recipient_index: recipientIndex(keys, to),
    mail_sealed: sealText(key, { column: mailColumn, rowId: mailId }, JSON.stringify(said)),
  };
  return { mail, files: attachments.map(({ content }, i) => sealBytes(key, filePlace(mailId, i + 1), content)) };
}

/** What a mail says. Throws SealError. */
export function openMail(keys: Pick<KeyRing, 'encryption'>, row: SealedMailKey & { mail_sealed: string }): MailText {
  const text = openText(openKey(keys, row), { column: mailColumn, rowId: row.mail_id }, row.mail_sealed);
  // Only `sealMail` seals it, with this very type.
  return JSON.parse(text) as MailText;
}

/** One file of a mail. Throws SealError. */
export function openMailFile(
  keys: Pick<KeyRing, 'encryption'>,
  row: SealedMailKey & { position: number; content_sealed: Buffer },
): Buffer {
  return openBytes(openKey(keys, row), filePlace(row.mail_id, row.position), row.content_sealed);
}

/** What the mails to an address are found by: HMAC-SHA-256 under the current key of the index, or the one with this id. */
export function recipientIndex(
  { emailIndex: { currentId, keys } }: Pick<KeyRing, 'emailIndex'>,
  address: string,
  keyId: number = currentId,
): string {
  const key = keys.get(keyId);
  if (key === undefined) throw new Error(`there is no key ${keyId} for the index of addresses`);
  const folded = address.normalize('NFC').trim().toLowerCase();
  return `${keyId}:${createHmac('sha256', key).update(`${indexLabel}${folded}`).digest('hex')}`;
}

function openKey(keys: Pick<KeyRing, 'encryption'>, { mail_id, key_sealed }: SealedMailKey): Buffer {
  return open(keys, 'mail', mail_id, key_sealed);
}

function filePlace(mailId: string, position: number) {
  return { column: fileColumn, rowId: `${mailId}/${position}` };
}
