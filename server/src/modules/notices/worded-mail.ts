import type { Locale } from '@og-tickets/contract/common.ts';
import type { MailWords } from '@og-tickets/contract/mail-texts.ts';
import { fillIn, type MailKind, type MailPlaceholder } from '@og-tickets/contract/rules/mail-words.ts';
import { type Block, type Mail, paragraph } from './compose-mail.ts';
import { shopName } from './shop-name.ts';
import { usualWords } from './templates/usual-words.ts';

/** What a mail begins with after its greeting and ends with. */
interface WordBlocks {
  opening: readonly Block[];
  closing: readonly Block[];
}

/**
 * A mail whose opening and closing a shop may write itself: in the usual words, until `deliver` has looked for others.
 * `values`: what the placeholders of its kind stand for.
 */
export function worded(
  kind: MailKind,
  locale: Locale,
  values: Partial<Record<MailPlaceholder, string>>,
  compose: (words: WordBlocks) => Mail,
): Mail {
  const inWords = (words: MailWords): Mail => {
    const { opening, closing } = words[locale];
    return compose({ opening: blocksOf(opening, values), closing: blocksOf(closing, values) });
  };
  return { ...inWords(usualWords[kind]), worded: { kind, inWords } };
}

function blocksOf(text: string, values: Partial<Record<MailPlaceholder, string>>): Block[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => paragraph(fillIn(line, { shop: shopName, ...values })));
}
