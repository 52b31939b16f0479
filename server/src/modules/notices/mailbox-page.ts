import { readFile } from 'node:fs/promises';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { FastifyInstance } from 'fastify';
import { localeOf, sendRefusal } from '../../platform/http/problem.ts';
import { refuse } from '../../platform/http/refusal.ts';
import { type Platform, publicOrigin } from '../../platform/platform.ts';
import { type Html, html } from './html.ts';
import { regions } from './templates/format.ts';
import { readAttachment, readMailbox, type SentMail } from './views/mailbox.ts';

const words = {
  fr: {
    title: 'Boîte aux lettres de démonstration',
    why: 'Cette boutique n’envoie aucun vrai courriel : tous sont ici, le plus récent en premier.',
    again: 'Actualiser',
    empty: 'Aucun courriel pour l’instant.',
    to: 'À',
    files: 'Pièces jointes',
    size: (kilobytes: number) => `${kilobytes} ko`,
  },
  en: {
    title: 'Demo mailbox',
    why: 'This shop sends no real mail: all of it is here, newest first.',
    again: 'Refresh',
    empty: 'No mail yet.',
    to: 'To',
    files: 'Attachments',
    size: (kilobytes: number) => `${kilobytes} kB`,
  },
} as const;

/** Addresses of this shop become links; any other stays text, because a person may have typed it. */
function withLinks(text: string, origin: string): Html[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part) => {
    const ours = part.startsWith(`${origin}/`) && URL.canParse(part);
    return ours ? html`<a href="${part}">${part}</a>` : html`${part}`;
  });
}

function mailArticle(mail: SentMail, origin: string, locale: Locale): Html {
  const time = new Intl.DateTimeFormat(regions[locale], {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Europe/Paris',
  });
  return html`<article>
<h2>${mail.subject}</h2>
<p class="about">${words[locale].to} ${mail.to} · <time datetime="${mail.at.toISOString()}">${time.format(mail.at)}</time></p>
<p class="text">${withLinks(mail.text, origin)}</p>
${mail.attachments.length === 0 ? '' : filesOf(mail, locale)}</article>
`;
}

function filesOf({ attachments }: SentMail, locale: Locale): Html {
  const w = words[locale];
  const items = attachments.map(
    ({ name, type, size, path }) =>
      html`<li><a href="${path}">${name}</a> (${type}, ${w.size(Math.ceil(size / 1_000))})</li>\n`,
  );
  return html`<p class="files">${w.files}</p>
<ul>
${items}</ul>
`;
}

/** The text form of each mail; the HTML form is only in the JSON, because showing it could run what is in it. */
function mailboxPage(mails: readonly SentMail[], origin: string, locale: Locale): Html {
  const w = words[locale];
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${w.title}</title>
<link rel="stylesheet" href="/dev/mailbox.css">
</head>
<body>
<main>
<h1>${w.title}</h1>
<p>${w.why} <a href="/dev/mailbox">${w.again}</a></p>
${mails.length === 0 ? html`<p>${w.empty}</p>` : mails.map((mail) => mailArticle(mail, origin, locale))}
</main>
</body>
</html>
`;
}

/** Shows every mail of a shop without an SMTP server, to anybody: at /dev/mailbox to read, as JSON for programs. */
export async function addMailbox(server: FastifyInstance, platform: Platform): Promise<void> {
  const css = await readFile(new URL('./mailbox.css', import.meta.url), 'utf8');
  server.get('/dev/mailbox', async (request, answer) => {
    const page = mailboxPage(await readMailbox(platform), publicOrigin(platform), localeOf(request));
    return answer.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page.toString());
  });
  server.get('/dev/mailbox.json', async (_request, answer) => {
    return answer.header('cache-control', 'no-store').send(await readMailbox(platform));
  });
  server.get<{ Params: { mail: string; position: string } }>(
    '/dev/mailbox/:mail/attachments/:position',
    async (request, answer) => {
      const { mail, position } = request.params;
      const isNumber = [mail, position].every((text) => /^\d{1,9}$/.test(text));
      const file = isNumber ? await readAttachment(platform, Number(mail), Number(position)) : undefined;
      if (file === undefined) return sendRefusal(request, answer, refuse('not_found'));
      return answer
        .type(file.type)
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"`)
        .send(file.content);
    },
  );
  server.get('/dev/mailbox.css', (_request, answer) => answer.type('text/css; charset=utf-8').send(css));
}
