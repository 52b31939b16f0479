import type { Book } from './book.ts';
import { people as en } from './en/people.ts';
import { type PeopleWords, people as fr } from './fr/people.ts';

/** Words of customers and staff in the back office, and of whoever is invited. */
export const peopleWords: Book<PeopleWords> = { fr, en };
