import { type Static, Type } from 'typebox';
import { closed, Locale } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';
import { mailKinds } from './rules/mail-words.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

// Plain text: line breaks are paragraphs; no other control character, and none of those that mails use inside.
const plain = '[^\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ue000-\\uf8ff]';
const Spoken = Type.Object(
  {
    opening: Type.String({ maxLength: limits.mailWordsMaxCharacters, pattern: `^(?=[\\s\\S]*\\S)${plain}*$` }),
    closing: Type.String({ maxLength: limits.mailWordsMaxCharacters, pattern: `^${plain}*$` }),
  },
  closed,
);

/** What a mail begins with after its greeting, and ends with before its signature; an empty closing is none. */
export const MailWords = Type.Object({ fr: Spoken, en: Spoken }, closed);
export type MailWords = Static<typeof MailWords>;

export const MailText = Type.Object(
  {
    kind: Type.Enum([...mailKinds]),
    version: Type.Integer(),
    words: Type.Union([MailWords, Type.Null()], { description: 'null: the words that the shop comes with' }),
    usual: MailWords,
  },
  closed,
);
export type MailText = Static<typeof MailText>;

const params = Type.Object({ kind: Type.Enum([...mailKinds]) }, closed);

export const listMailTexts = defineEndpoint({
  id: 'mail-texts.list',
  method: 'GET',
  path: '/admin/mail-texts',
  summary: 'The opening and closing words of each mail that has words of the shop’s own',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(MailText) }, closed) },
});

export const changeMailText = defineEndpoint({
  id: 'mail-texts.change',
  method: 'PATCH',
  path: '/admin/mail-texts/:kind',
  summary: 'Sets them, or goes back to those that the shop comes with; refused when somebody else was first',
  access: { ...admin, stepUp: true },
  params,
  body: Type.Object({ version: Type.Integer({ minimum: 1 }), words: Type.Union([MailWords, Type.Null()]) }, closed),
  replies: { 200: MailText },
  refusals: ['settings_changed_elsewhere', 'mail_words_unfit'],
});

export const previewMail = defineEndpoint({
  id: 'mail-texts.preview',
  method: 'POST',
  path: '/admin/mail-texts/:kind/preview',
  summary: 'The mail with such words and made-up contents, as it would arrive; nothing is sent or kept',
  access: admin,
  params,
  body: Type.Object({ locale: Locale, words: MailWords }, closed),
  replies: {
    200: Type.Object({ subject: Type.String(), text: Type.String(), html: Type.String() }, closed),
  },
  refusals: ['mail_words_unfit'],
});
