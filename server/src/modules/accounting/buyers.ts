import type { KeyRing } from '../../platform/keys/key-ring.ts';
import { randomBytes } from '../../platform/keys/random.ts';
import { open, seal } from '../../platform/keys/seal.ts';
import { openText, sealText } from '../../platform/keys/seal-text.ts';
import { SECRET_BYTES } from '../../platform/keys/secret-file.ts';

/*
 * Who bought, as it stands on an invoice and its credit notes. Sealed under a key of the invoice, never of the account: the
 * law wants the invoice for longer than its buyer may want the account. Deleting the row ends both.
 */

/** Who bought. */
export interface Buyer {
  name: string;
  email: string;
}

/** A row of `accounting.buyers`; the id is the invoice's. */
export interface SealedBuyer {
  id: string;
  key_sealed: string;
  buyer_sealed: string;
}

const column = 'accounting.buyers.buyer';

/** Seals the buyer of a new invoice under a key of its own. */
export function sealBuyer(keys: Pick<KeyRing, 'encryption'>, invoiceId: string, { name, email }: Buyer): SealedBuyer {
  const key = randomBytes(SECRET_BYTES);
  return {
    id: invoiceId,
    key_sealed: seal(keys, 'buyer', invoiceId, key),
    buyer_sealed: sealText(key, { column, rowId: invoiceId }, JSON.stringify({ name, email })),
  };
}

/** The buyer of an invoice. Throws SealError when it does not open. */
export function openBuyer(keys: Pick<KeyRing, 'encryption'>, row: SealedBuyer): Buyer {
  const key = open(keys, 'buyer', row.id, row.key_sealed);
  // Only `sealBuyer` seals it, with this very type.
  return JSON.parse(openText(key, { column, rowId: row.id }, row.buyer_sealed)) as Buyer;
}
