import type { Book } from './book.ts';
import { reports as en } from './en/reports.ts';
import { type ReportsWords, reports as fr } from './fr/reports.ts';

/** Words for the dashboard, the reports and the files of lists. */
export const reportsWords: Book<ReportsWords> = { fr, en };
