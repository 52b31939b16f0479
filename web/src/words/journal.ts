import type { Book } from './book.ts';
import { journal as en } from './en/journal.ts';
import { type JournalWords, journal as fr } from './fr/journal.ts';

/** Words of the journal of the back office. */
export const journalWords: Book<JournalWords> = { fr, en };
