import type { Tx } from '../../../platform/database/database.ts';
import type { SigningKeyState } from '../rules/signing-key-states.ts';
import { upsertSigningKey } from '../sql/signing-keys.ts';

/** Writes down what has become of a signing key. It holds for every process from its next code on. */
export async function markSigningKey(tx: Tx, kid: number, state: SigningKeyState): Promise<void> {
  await upsertSigningKey(tx, kid, state);
}
