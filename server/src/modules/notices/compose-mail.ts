import type { Locale } from '@og-tickets/contract/common.ts';
import type { MailWords } from '@og-tickets/contract/mail-texts.ts';
import type { MailKind } from '@og-tickets/contract/rules/mail-words.ts';
import { type Html, html } from './html.ts';
import { shopName } from './shop-name.ts';

/** A mail to one person, in both forms. Neither `to` nor `subject` can hold a line break. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments?: readonly Attachment[];
  /** Of a mail whose opening and closing a shop may write itself: which it is, and the same mail in other words. */
  worded?: { kind: MailKind; inWords: (words: MailWords) => Mail };
}

/** A file that comes with a mail. */
export interface Attachment {
  /** ASCII letters, digits, dots and hyphens. */
  name: string;
  /** Such as `application/pdf`. */
  type: string;
  content: Buffer;
}

/** A piece of a mail in both forms. */
export interface Block {
  text: string;
  html: Html;
}

// Mail programs know no style sheets worth the name, so the little style there is stands on the elements.

/** A sentence or more. */
export function paragraph(text: string): Block {
  return { text, html: html`<p>${text}</p>` };
}

/** The one thing to do. `url` is an address of this shop, never a text that somebody typed. */
export function link(label: string, url: string): Block {
  return {
    text: `${label}\n${url}`,
    html: html`<p><a href="${url}" style="color:#1d3fb8;font-weight:bold">${label}</a></p>`,
  };
}

/** What there is of something, one line each. */
export function list(items: readonly string[]): Block {
  return {
    text: items.map((item) => `- ${item}`).join('\n'),
    html: html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`,
  };
}

/**
 * Makes the text and the HTML form of a mail from the same blocks. Line breaks in the subject become spaces.
 * Throws RangeError when `to` is not one plain address, so that nothing can add a header or a recipient.
 */
export function composeMail(input: { to: string; locale: Locale; subject: string; blocks: readonly Block[] }): Mail {
  const { to, locale, blocks } = input;
  if (!/^[^\s\p{Cc}<>,;"@]+@[^\s\p{Cc}<>,;"@]+$/u.test(to)) throw new RangeError('A mail goes to one plain address');
  const subject = input.subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const markup = asHtml(blocks, subject, locale).toString();
  return { to, subject, text: asText(blocks), html: locale === 'fr' ? bindMarks(markup) : markup };
}

/** French sets a space before some marks, and a line must not begin with them. No address and no style here has one there. */
function bindMarks(markup: string): string {
  return markup.replace(/ (?=[:;?!»])/g, '\u00a0').replaceAll('« ', '«\u00a0');
}

function asText(blocks: readonly Block[]): string {
  return `${[...blocks.map(({ text }) => text), `-- \n${shopName}`].join('\n\n')}\n`;
}

function asHtml(blocks: readonly Block[], subject: string, locale: Locale): Html {
  return html`<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="margin:0 auto;padding:24px;max-width:560px;font:16px/1.5 sans-serif;color:#16181d">
${blocks.map((block) => html`${block.html}\n`)}<p style="color:#5b6270">${shopName}</p>
</body>
</html>
`;
}
