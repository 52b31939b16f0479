import type { SecretSet } from '../platform/keys/secret-file.ts';
import type { Bank } from './bank.ts';
import type { Ledger } from './ledger.ts';

/** What the routes of the bank stand on. */
export interface BankContext {
  bank: Bank;
  ledger: Ledger;
  secrets: SecretSet;
  /** Path that the bank stands under. */
  base: string;
  nowMs: () => number;
}
