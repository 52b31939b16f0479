import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { StartupError } from '../../platform/startup-error.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import type { Mail } from './compose-mail.ts';
import { accountNoticeMail, activationMail, emailChangedMail, emailChangeMail } from './index.ts';
import { MailNotSent, sendBySmtp } from './smtp.ts';

interface Taken {
  from: string;
  to: string[];
  source: string;
}

const taken: Taken[] = [];
/** How many mails are refused before one is taken. */
let refuseNext = 0;
const sink = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  authOptional: true,
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === 'shop' && password === 'p@ss' ? done(null, { user: 'shop' }) : done(new Error('no')),
  onRcptTo: (address, _session, done) => {
    if (refuseNext === 0) return done();
    refuseNext -= 1;
    done(Object.assign(new Error(`unknown user ${address.address}`), { responseCode: 451 }));
  },
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom === false ? '' : mailFrom.address;
      taken.push({ from, to: rcptTo.map(({ address }) => address), source: Buffer.concat(parts).toString() });
      done();
    });
  },
});

let shop: TestShop;
let url: string;
const environment = (more: Record<string, string> = {}) => ({
  SMTP_URL: url,
  MAIL_FROM: 'OG-Tickets <billets@example.org>',
  ...more,
});
const configured = (more?: Record<string, string>) => {
  const { smtp } = readConfig(environment(more));
  if (smtp === null) throw new Error('no SMTP in the configuration');
  return smtp;
};

beforeAll(async () => {
  sink.listen(0, '127.0.0.1');
  await once(sink.server, 'listening');
  const address = sink.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  url = `smtp://shop:p%40ss@127.0.0.1:${port}`;
  shop = await startTestShop({ environment: environment() });
});
afterAll(async () => {
  await shop.close();
  await new Promise((resolve) => sink.close(() => resolve(undefined)));
});

/** Headers by lower-case name, unfolded; a name that stands twice is a fault. */
function headersOf(source: string): Map<string, string> {
  const [head = ''] = source.split('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    expect(headers.has(name.toLowerCase()), line).toBe(false);
    headers.set(name.toLowerCase(), value);
  }
  return headers;
}

const names = ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'];

describe('a shop with a mail server', () => {
  it('sends by it, in both forms, and has no mailbox page', async () => {
    await shop.client().post('/auth/register', {
      email: 'ana@example.org',
      password: 'le chat dort sur le toit',
      firstName: 'Ana',
      lastName: 'Martín',
      acceptTerms: true,
      locale: 'fr',
    });
    const mail = await shop.make.until(async () => taken[0] ?? null, 'a mail');
    expect([mail.from, mail.to]).toEqual(['billets@example.org', ['ana@example.org']]);
    const headers = headersOf(mail.source);
    expect(Array.from(headers.keys()).toSorted()).toEqual(names);
    expect(headers.get('from')).toBe('"OG-Tickets" <billets@example.org>');
    expect(headers.get('content-type')).toMatch(/^multipart\/alternative;/);
    expect(mail.source).toContain('Content-Type: text/plain; charset=utf-8');
    expect(mail.source).toContain('Content-Type: text/html; charset=utf-8');
    expect(mail.source.replaceAll('=\r\n', '')).toContain('/activation#token=3D');
    expect((await shop.client().get('//dev/mailbox')).headers.get('content-type')).not.toContain('Boîte');
    expect((await shop.client().get('//dev/mailbox.json')).status).toBe(404);
  });

  it('tries again when the server is at fault, and names nobody in the queue', async () => {
    const before = taken.length;
    refuseNext = 1;
    const { email } = await shop.make.account();
    await shop.client().post('/auth/password/forgot', { email });
    const failed = await shop.make.until(async () => {
      const { rows } = await sql<{ error: string }>`
        SELECT last_error AS error FROM graphile_worker.jobs WHERE last_error IS NOT NULL`.execute(shop.db);
      return rows[0] ?? null;
    }, 'a failed try');
    expect(failed.error).toContain('the mail server did not take a mail: EENVELOPE 451');
    expect(failed.error).not.toContain('example.org');
    await sql`UPDATE graphile_worker._private_jobs SET run_at = now()`.execute(shop.db);
    await shop.make.until(async () => (taken.length > before ? true : null), 'the second try');
    expect(taken.at(-1)?.to).toEqual([email]);
  });

  it('gives files along', async () => {
    const mail = activationMail({ to: 'bo@example.org', locale: 'fr', origin: shop.url, token: 'x' });
    const attachments = [{ name: 'billets.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7 x') }];
    await sendBySmtp(configured(), { ...mail, attachments }, null);
    const { source = '' } = taken.at(-1) ?? {};
    expect(source).toContain('Content-Type: application/pdf; name=billets.pdf');
    expect(source).toContain(Buffer.from('%PDF-1.7 x').toString('base64'));
  });
});

describe('a name', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      '\r\nBcc: all@evil.example\r\n',
      '\n\n<script>alert(1)</script>',
      '<a href="https://evil.example">',
      'www.evil.example',
      'https://evil.example/x',
      'evil.example',
      '"><img src=x>',
      '=?utf-8?B?QmNj?=',
      '\u2028',
      '\u0000',
      '{{x}}',
      '&lt;',
    ),
  );
  const hostile = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(' '));

  it('never becomes markup, a link, a header or a recipient in what the server gets', async () => {
    const smtp = configured();
    const check = fc.asyncProperty(hostile, fc.constantFrom('fr', 'en'), async (name, locale) => {
      const about = { to: 'ana@example.org', locale, firstName: name, origin: 'https://shop.example' } as const;
      const mails: Mail[] = [
        accountNoticeMail({
          ...about,
          notice: 'new-login',
          device: { browser: 'Firefox', system: null, at: new Date(0) },
        }),
        emailChangedMail({ ...about, newEmail: 'bo@example.org' }),
        emailChangeMail({ ...about, side: 'old', newEmail: 'bo@example.org', token: 'x' }),
      ];
      for (const mail of mails) {
        const ours = mail.html.replaceAll(/<a href="https:\/\/shop\.example\/[^"]*"[^>]*>/g, '');
        expect(ours).not.toMatch(/<(?!\/?(?:p|a|html|head|meta|title|body|!doctype)\b)|<a |evil/i);
        expect(mail.text).not.toMatch(/evil/i);
        // No template puts a name there; if one did, this is the last wall.
        await sendBySmtp(smtp, { ...mail, subject: name }, null);
        const last = taken.at(-1);
        expect(last?.to).toEqual(['ana@example.org']);
        expect(Array.from(headersOf(last?.source ?? '').keys()).filter((key) => !names.includes(key))).toEqual([]);
      }
    });
    await fc.assert(check, { seed: inject('seed'), numRuns: 25, verbose: true });
  });
});

describe('the settings', () => {
  it('may stand in a file, and never show their password', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'og-tickets-smtp-'));
    try {
      const file = join(folder, 'smtp-url');
      await writeFile(file, `${url}\n`, { mode: 0o600 });
      const config = readConfig({ SMTP_URL_FILE: file, MAIL_FROM: 'billets@example.org' });
      expect(config.smtp?.url.reveal()).toBe(url);
      expect(JSON.stringify(config)).not.toContain('p%40ss');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    [{ SMTP_URL: 'https://mail.example.org', MAIL_FROM: 'a@b.org' }, 'SMTP_URL must be'],
    [{ SMTP_URL: 'smtp://u:secret@', MAIL_FROM: 'a@b.org' }, 'SMTP_URL must be'],
    [{ SMTP_URL: 'smtp://mail.example.org' }, 'MAIL_FROM must say'],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'A <a@b.org>, c@d.org' }, 'MAIL_FROM must say'],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'A\nBcc: x <a@b.org>' }, 'MAIL_FROM must say'],
    [{ SMTP_URL_FILE: '/nowhere/at/all', MAIL_FROM: 'a@b.org' }, 'SMTP_URL_FILE'],
  ])('%j are refused in one sentence', (settings, sentence) => {
    expect(() => readConfig(settings)).toThrow(StartupError);
    expect(() => readConfig(settings)).toThrow(sentence);
    expect(() => readConfig(settings)).not.toThrow(/secret/);
  });

  it('keep a password to TLS on the way to another machine', async () => {
    expect(configured({ SMTP_URL: 'smtp://u:p@mail.example.org' }).requireTls).toBe(true);
    expect(configured().requireTls).toBe(false);
    const plain = { ...configured(), requireTls: true };
    const mail = activationMail({ to: 'bo@example.org', locale: 'fr', origin: shop.url, token: 'x' });
    await expect(sendBySmtp(plain, mail, null)).rejects.toThrow(MailNotSent);
  });
});
