import type { Book } from './book.ts';
import { gate as en } from './en/gate.ts';
import { type GateWords, gate as fr } from './fr/gate.ts';

/** Words of gate control. */
export const gateWords: Book<GateWords> = { fr, en };
