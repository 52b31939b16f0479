import type { Locale } from '@og-tickets/contract/common.ts';
import { type Html, html } from './html.ts';
import { shopName } from './shop-name.ts';

/** A mail to one person, in both forms. Neither `to` nor `subject` can hold a line break. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** A piece of a mail, written once for both forms. */
export type Block =
  | { kind: 'paragraph'; text: string }
  /** `url` is an address of this shop, never a text that somebody typed. */
  | { kind: 'link'; label: string; url: string }
  | { kind: 'list'; items: readonly string[] };

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

export function link(label: string, url: string): Block {
  return { kind: 'link', label, url };
}

/**
 * Makes the text and the HTML form of a mail from the same blocks. Line breaks in the subject become spaces.
 * Throws RangeError when `to` is not one plain address, so that nothing can add a header or a recipient.
 */
export function composeMail(input: { to: string; locale: Locale; subject: string; blocks: readonly Block[] }): Mail {
  const { to, locale, blocks } = input;
  if (!/^[^\s\p{Cc}<>,;"@]+@[^\s\p{Cc}<>,;"@]+$/u.test(to)) throw new RangeError('A mail goes to one plain address');
  const subject = input.subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return { to, subject, text: asText(blocks), html: asHtml(blocks, subject, locale).toString() };
}

function asText(blocks: readonly Block[]): string {
  const parts = blocks.map((block) => {
    switch (block.kind) {
      case 'paragraph':
        return block.text;
      case 'link':
        return `${block.label}\n${block.url}`;
      case 'list':
        return block.items.map((item) => `- ${item}`).join('\n');
    }
  });
  return `${[...parts, `-- \n${shopName}`].join('\n\n')}\n`;
}

// Mail programs know no style sheets worth the name, so the little style there is stands on the elements.
function blockAsHtml(block: Block): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${block.text}</p>`;
    case 'link':
      return html`<p><a href="${block.url}" style="color:#1d3fb8;font-weight:bold">${block.label}</a></p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
  }
}

function asHtml(blocks: readonly Block[], subject: string, locale: Locale): Html {
  return html`<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="margin:0 auto;padding:24px;max-width:560px;font:16px/1.5 sans-serif;color:#16181d">
${blocks.map((block) => html`${blockAsHtml(block)}\n`)}<p style="color:#5b6270">${shopName}</p>
</body>
</html>
`;
}
