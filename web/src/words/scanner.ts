import type { Book } from './book.ts';
import { scanner as en } from './en/scanner.ts';
import { type ScannerWords, scanner as fr } from './fr/scanner.ts';

/** Words of an enrolled scanner: shift, lists, network, what waits. */
export const scannerWords: Book<ScannerWords> = { fr, en };
