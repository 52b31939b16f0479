import type { Book } from './book.ts';
import { gateDesk as en } from './en/gate-desk.ts';
import { type GateDeskWords, gateDesk as fr } from './fr/gate-desk.ts';

/** Words for gates, scanners and conflicts in the back office. */
export const gateDeskWords: Book<GateDeskWords> = { fr, en };
