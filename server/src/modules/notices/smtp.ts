import { createTransport, type Transporter } from 'nodemailer';
import type { SmtpConfig } from '../../smtp.ts';
import type { Mail } from './compose-mail.ts';

/** How long the mail server may take to be reached, to greet, and to go on with what it began. */
const patienceMs = 15_000;

const transports = new WeakMap<SmtpConfig, Transporter>();

function transportOf(smtp: SmtpConfig): Transporter {
  const known = transports.get(smtp);
  if (known !== undefined) return known;
  const made = createTransport(
    {
      url: smtp.url.reveal(),
      requireTLS: smtp.requireTls,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
    },
    // What a mail holds is data: nothing in it may name a file or an address to be fetched.
    { disableFileAccess: true, disableUrlAccess: true },
  );
  transports.set(smtp, made);
  return made;
}

/** A mail that the server did not take. Its message names no person: it ends up in the queue and in the log. */
export class MailNotSent extends Error {
  constructor(error: unknown) {
    const has = typeof error === 'object' && error !== null ? error : {};
    const code = 'code' in has && typeof has.code === 'string' ? has.code : 'unknown';
    const reply = 'responseCode' in has && typeof has.responseCode === 'number' ? ` ${has.responseCode}` : '';
    super(`the mail server did not take a mail: ${code}${reply}`);
    this.name = 'MailNotSent';
  }
}

/** Gives a mail to the mail server, from this name or that of the configuration. Throws MailNotSent. */
export async function sendBySmtp(smtp: SmtpConfig, mail: Mail, sender: string | null): Promise<void> {
  try {
    await transportOf(smtp).sendMail({
      from: sender === null ? smtp.from : { ...smtp.from, name: sender },
      // As an object, so that nothing in it is read as a list or a name.
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      // No answering machine answers (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: (mail.attachments ?? []).map(({ name, type, content }) => ({
        filename: name,
        contentType: type,
        content,
      })),
    });
  } catch (error) {
    throw new MailNotSent(error);
  }
}
