import { readFile } from 'node:fs/promises';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { FastifyInstance } from 'fastify';
import { localeOf } from '../../platform/http/problem.ts';
import { type Platform, publicOrigin } from '../../platform/platform.ts';
import { type Html, html } from './html.ts';
import { regions } from './templates/format.ts';
import { readMailbox, type SentMail } from './views/mailbox.ts';

const words = {
  fr: {
    title: 'Boîte aux lettres de démonstration',
    why: 'Cette boutique n’envoie aucun vrai courriel : tous sont ici, le plus récent en premier.',
    again: 'Actualiser',
    empty: 'Aucun courriel pour l’instant.',
    to: 'À',
  },
  en: {
    title: 'Demo mailbox',
    why: 'This shop sends no real mail: all of it is here, newest first.',
    again: 'Refresh',
    empty: 'No mail yet.',
    to: 'To',
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
</article>
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
    const page = mailboxPage(await readMailbox(platform.db), publicOrigin(platform), localeOf(request));
    return answer.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page.toString());
  });
  server.get('/dev/mailbox.json', async (_request, answer) => {
    return answer.header('cache-control', 'no-store').send(await readMailbox(platform.db));
  });
  server.get('/dev/mailbox.css', (_request, answer) => answer.type('text/css; charset=utf-8').send(css));
}
