import { type Bytes, concatBytes, uuidToBytes } from '../bytes.ts';
import { sha256OfBlock } from '../sha256-block.ts';

const FINGERPRINT_LABEL = new TextEncoder().encode('ogt/1/fp\0');

/** Bytes of a fingerprint. */
export const FINGERPRINT_LENGTH = 8;

/**
 * What the server and a scanner's list keep in place of a ticket's tag: enough to recognise the tag, too little to
 * make it. Compare with `equalBytes`.
 */
export function fingerprint(ticketId: string, tag: Uint8Array): Bytes {
  return sha256OfBlock(concatBytes(FINGERPRINT_LABEL, uuidToBytes(ticketId), tag)).slice(0, FINGERPRINT_LENGTH);
}
