import type { AuditAction, AuditSubject } from '@og-tickets/contract/audit.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { LoginCaller } from '../../../platform/http/route.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { randomBytes } from '../../../platform/keys/random.ts';
import { open, seal } from '../../../platform/keys/seal.ts';
import { sealText } from '../../../platform/keys/seal-text.ts';
import { SECRET_BYTES } from '../../../platform/keys/secret-file.ts';
import { entryHash } from '../rules/entry-hash.ts';
import { privateColumn } from '../rules/private-part.ts';
import { findActorKeys, insertActorKey } from '../sql/actor-keys.ts';
import { insertEntry, lockHead } from '../sql/chain.ts';

/** Who did it: somebody who is logged in, the operator at the command line, or the shop itself. */
export type Actor = LoggedInActor | { accountId: null; role: 'operator' | 'system' };
export type LoggedInActor = { accountId: string; role: LoginCaller['role']; address: string; requestId: string };

/** What was done. `before` and `after` hold the fields that changed, and nothing that names a person. */
export interface RecordedAction {
  action: AuditAction;
  subject: { kind: AuditSubject; id: string };
  before?: Readonly<Record<string, unknown>> | null;
  after?: Readonly<Record<string, unknown>> | null;
  /** What the actor wrote; it may name somebody, so it is sealed. */
  reason?: string | undefined;
}

/** Whoever makes this call. */
export function actorOf(context: { caller: LoginCaller; address: string; requestId: string }): LoggedInActor {
  const { caller, address, requestId } = context;
  return { accountId: caller.accountId, role: caller.role, address, requestId };
}

/**
 * Writes an entry of the journal in the transaction of what it tells, as its last statement: it locks the end of the chain
 * until the commit. Rolled back with the rest.
 */
export async function recordAction(
  tx: Tx,
  { keys, clock }: { keys: Pick<KeyRing, 'encryption'>; clock: Clock },
  actor: Actor,
  done: RecordedAction,
): Promise<void> {
  const dataKey = actor.accountId === null ? null : await actorKey(tx, keys, actor.accountId);
  const head = await lockHead(tx);
  const number = head.number + 1;
  const entry = {
    number,
    at: new Date(clock.nowMs()),
    actorId: actor.accountId,
    actorRole: actor.role,
    action: done.action,
    subjectKind: done.subject.kind,
    subjectId: done.subject.id,
    details: JSON.stringify({ before: done.before ?? null, after: done.after ?? null }),
    privateSealed: sealPrivate(dataKey, number, actor, done.reason),
    requestId: actor.accountId === null ? null : actor.requestId,
  };
  await insertEntry(tx, { ...entry, hash: entryHash(head.hash, entry) });
}

function sealPrivate(dataKey: Buffer | null, number: number, actor: Actor, reason: string | undefined): string | null {
  if (dataKey === null || actor.accountId === null) return null;
  const text = JSON.stringify({ address: actor.address, reason: reason ?? null });
  return sealText(dataKey, { column: privateColumn, rowId: String(number) }, text);
}

/** The actor's key of the journal, made at the first entry. */
async function actorKey(tx: Tx, keys: Pick<KeyRing, 'encryption'>, actorId: string): Promise<Buffer> {
  const [known] = await findActorKeys(tx, [actorId]);
  if (known !== undefined) return open(keys, 'jour', actorId, known.sealed);
  await insertActorKey(tx, actorId, seal(keys, 'jour', actorId, randomBytes(SECRET_BYTES)));
  // Another transaction may have been first.
  const [made] = await findActorKeys(tx, [actorId]);
  if (made === undefined) throw new Error(`no key of the journal for ${actorId}`);
  return open(keys, 'jour', actorId, made.sealed);
}
