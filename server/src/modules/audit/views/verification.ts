import type { AuditVerification } from '@og-tickets/contract/audit.ts';
import type { Platform } from '../../../platform/platform.ts';
import { entryHash, noEntry } from '../rules/entry-hash.ts';
import { isHeadSignature } from '../rules/head-signature.ts';
import { findEntriesAfter, findHead, findSignedHeads } from '../sql/chain.ts';

/** Entries that are read at once. */
const pageRows = 2_000;
/** Signed heads that are compared; one that is right vouches for all that it was chained to. */
const signedHeadsMax = 20;

type Fault = NonNullable<AuditVerification['fault']>;

/** Where a walk begins: after an entry that is known to be right. */
export type ChainPosition = Readonly<{ number: number; hash: Buffer }>;

const beginning: ChainPosition = { number: 0, hash: noEntry };

/**
 * Walks the chain of the journal from its first entry, or from one that the caller vouches for, and compares its end with the
 * kept and the signed heads. Constant memory. What is written meanwhile is not looked at.
 */
export async function verifyJournal(
  { db, keys, clock }: Pick<Platform, 'db' | 'keys' | 'clock'>,
  after: ChainPosition = beginning,
): Promise<AuditVerification> {
  // The heads first: entries that come later are no fault.
  const head = await findHead(db);
  const signed = await findSignedHeads(db, signedHeadsMax);
  const wanted = new Map([...signed, head].map(({ number, hash }) => [number, hash]));
  const walked = await walk(db, after, head.number, wanted);
  const [newest] = signed;
  const forged = signed.find((one) => !isHeadSignature({ accessToken: keys.accessToken }, one));
  const ahead = signed.find(({ number }) => number > head.number);
  return {
    at: new Date(clock.nowMs()).toISOString(),
    entries: walked.entries,
    fault:
      walked.fault ??
      (ahead === undefined ? null : { number: head.number + 1, kind: 'cut_off' }) ??
      (forged === undefined ? null : { number: forged.number, kind: 'signature_wrong' }),
    signedUpTo: newest === undefined ? null : { number: newest.number, at: newest.signedAt.toISOString() },
  };
}

/** Hashes every entry after one up to `last` and compares those that a head tells. */
async function walk(
  db: Platform['db'],
  after: ChainPosition,
  last: number,
  wanted: ReadonlyMap<number, Buffer>,
): Promise<{ entries: number; fault: Fault | null }> {
  let { number, hash: previous } = after;
  for (;;) {
    const page = await findEntriesAfter(db, number, pageRows);
    for (const { hash, ...entry } of page) {
      if (entry.number !== number + 1) return { entries: number, fault: { number: number + 1, kind: 'missing' } };
      previous = entryHash(previous, entry);
      if (!previous.equals(hash)) return { entries: number, fault: { number: entry.number, kind: 'changed' } };
      number = entry.number;
      if (wanted.get(number)?.equals(hash) === false)
        return { entries: number, fault: { number, kind: 'head_differs' } };
      if (number === last) return { entries: number, fault: null };
    }
    if (page.length < pageRows) {
      return { entries: number, fault: number < last ? { number: number + 1, kind: 'cut_off' } : null };
    }
  }
}
