import { createHash } from 'node:crypto';

/** Who acts: by role, the operator at the command line, or the shop itself. */
export const actorRoles = ['customer', 'controller', 'admin', 'operator', 'system'] as const;
export type ActorRole = (typeof actorRoles)[number];

/** An entry as it is hashed: every column but the hash itself. */
export interface ChainedEntry {
  number: number;
  at: Date;
  actorId: string | null;
  actorRole: ActorRole;
  action: string;
  subjectKind: string;
  subjectId: string;
  details: string;
  privateSealed: string | null;
  requestId: string | null;
}

/** What the first entry is chained to. */
export const noEntry: Buffer = Buffer.alloc(32);

/**
 * SHA-256 of the hash before (32 bytes) and the entry as canonical JSON (RFC 8785: names in order, no spaces, UTF-8). All
 * values are texts, whole numbers or null, which JSON.stringify writes as the RFC wants them.
 */
export function entryHash(previous: Uint8Array, entry: ChainedEntry): Buffer {
  const { action, actorId, actorRole, details, number, privateSealed, requestId, subjectId, subjectKind } = entry;
  const at = entry.at.toISOString();
  const canonical = JSON.stringify({
    action,
    actorId,
    actorRole,
    at,
    details,
    number,
    privateSealed,
    requestId,
    subjectId,
    subjectKind,
  });
  return createHash('sha256').update(previous).update(canonical, 'utf8').digest();
}
