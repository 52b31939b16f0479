import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { keptMails } from '../../../test/mails.ts';
import { withTx } from '../../platform/database/database.ts';
import { activationMail, deliver } from './index.ts';
import { withShopName } from './name-mail.ts';
import { deleteOldMails } from './sql/mailbox.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>';

describe('the mailbox', () => {
  it('says that it is empty', async () => {
    const page = await shop.client().get('//dev/mailbox');
    expect(page.status).toBe(200);
    expect(page.bytes.toString()).toContain('Aucun courriel pour l’instant.');
    expect((await shop.client().get('//dev/mailbox.json')).body).toEqual([]);
  });

  it('shows every mail, newest first, to read and as JSON', async () => {
    const mail = activationMail({ to: 'ana@example.org', locale: 'fr', origin: shop.url, token: 'a-token' });
    await deliver(shop.platform, mail);
    await deliver(shop.platform, {
      to: 'bo@example.org',
      subject: hostile,
      text: `${hostile} http://evil.example/x`,
      html: hostile,
    });

    const { body } = await shop.client().get<{ to: string; at: string }[]>('//dev/mailbox.json');
    expect(body.map(({ to }) => to)).toEqual(['bo@example.org', 'ana@example.org']);
    expect(body[1]).toEqual({
      ...withShopName(mail, { shopName: 'OG-Tickets' }),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      attachments: [],
    });

    const page = await shop.client().get('//dev/mailbox');
    const markup = page.bytes.toString();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(markup.indexOf('bo@example.org')).toBeLessThan(markup.indexOf('ana@example.org'));
    expect(markup).toContain(`<a href="${shop.url}/activation#token=a-token">`);
  });

  it('runs nothing and links nowhere else, whatever a mail holds', async () => {
    const page = await shop.client().get('//dev/mailbox');
    const markup = page.bytes.toString();
    expect(markup).toContain('&lt;script&gt;');
    expect(markup).not.toMatch(/<script|<img|style=|<style|href="http:\/\/evil/);
    expect(page.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    const css = await shop.client().get('//dev/mailbox.css');
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  it('shows the files of a mail and gives each to be saved', async () => {
    const content = Buffer.from('%PDF-1.7 of a ticket');
    const type = 'application/pdf';
    const mail = activationMail({ to: 'cy@example.org', locale: 'fr', origin: shop.url, token: 'a-token' });
    await deliver(shop.platform, { ...mail, attachments: [{ name: 'billet.pdf', type, content }] });
    const { body } = await shop.client().get<{ attachments: { path: string }[] }[]>('//dev/mailbox.json');
    const path = expect.stringMatching(/^\/dev\/mailbox\/\d+\/attachments\/1$/);
    expect(body[0]?.attachments).toEqual([{ name: 'billet.pdf', type, size: content.length, path }]);
    const at = body[0]?.attachments[0]?.path ?? '';
    const page = await shop.client().get('//dev/mailbox');
    expect(page.bytes.toString()).toContain(`<a href="${at}">billet.pdf</a> (application/pdf, 1 ko)`);
    const file = await shop.client().get(`/${at}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, type]);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="billet.pdf"');
    expect(file.bytes).toEqual(content);
    for (const wrong of [at.replace(/1$/, '2'), '/dev/mailbox/x/attachments/1', '/dev/mailbox/9999/attachments/1']) {
      expect((await shop.client().get(`/${wrong}`)).status).toBe(404);
    }
  });

  it('speaks English to who asks for it', async () => {
    const page = await shop.client().get('//dev/mailbox', { headers: { 'accept-language': 'en' } });
    expect(page.bytes.toString()).toContain('<h1>Demo mailbox</h1>');
  });

  it('forgets a mail after a month, with its files', async () => {
    await deliver(shop.platform, { to: 'new@example.org', subject: 's', text: 't', html: 'h' });
    await sql`UPDATE platform.mailbox SET sent_at = sent_at - make_interval(days => ${limits.keptMailDays})
      WHERE id < (SELECT max(id) FROM platform.mailbox)`.execute(shop.db);
    await withTx(shop.db, (tx) => deleteOldMails(tx, limits.keptMailDays));
    expect((await keptMails(shop.platform)).map(({ to }) => to)).toEqual(['new@example.org']);
    expect(await shop.db.selectFrom('platform.mailbox_attachments').selectAll().execute()).toEqual([]);
  });
});
