import type { Book } from './book.ts';
import { mailTexts as en } from './en/mail-texts.ts';
import { type MailTextsWords, mailTexts as fr } from './fr/mail-texts.ts';

/** Words of the section of the settings that has the texts of mails. */
export const mailTextsWords: Book<MailTextsWords> = { fr, en };
