import type { Role } from '@og-tickets/contract/endpoint.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';

/** A session and gate to work at; null is any. */
export interface Post {
  sessionId: number | null;
  gate: string | null;
  supervisor: boolean;
}

/** The scanner that a login is tied to. */
export interface ShiftDevice {
  id: string;
  /** null: every session. */
  sessionIds: readonly number[] | null;
  /** null: any gate. */
  gate: string | null;
  /** `over`: it was revoked, or its time has passed. */
  state: 'in_use' | 'over';
}

/** What decides where somebody may work. */
export interface Staff {
  role: Role;
  postings: readonly Post[];
  /** null: the login is on no scanner. */
  device: ShiftDevice | null;
}

/**
 * May somebody work at a session, and at this gate of it where one is named? An admin may everywhere and is a supervisor;
 * a controller needs a posting, and both are held to what their scanner is for. Refused: `device_revoked`, `not_posted`.
 */
export function mayWork(
  { role, postings, device }: Staff,
  { sessionId, gate }: { sessionId: number; gate: string | null },
): { supervisor: boolean } | Refusal {
  const fits = (post: { gate: string | null }): boolean => gate === null || post.gate === null || post.gate === gate;
  if (device !== null) {
    if (device.state === 'over') return refuse('device_revoked');
    const isForThis = (device.sessionIds === null || device.sessionIds.includes(sessionId)) && fits(device);
    if (!isForThis) return refuse('not_posted');
  }
  if (role === 'admin') return { supervisor: true };
  const here = postings.filter((post) => (post.sessionId === null || post.sessionId === sessionId) && fits(post));
  if (role !== 'controller' || here.length === 0) return refuse('not_posted');
  return { supervisor: here.some(({ supervisor }) => supervisor) };
}

/** The sessions that somebody may work at; null: every one. */
export function sessionsOf({ role, postings, device }: Staff): readonly number[] | null {
  const posted = postings.map(({ sessionId }) => sessionId);
  const everywhere = role === 'admin' || posted.includes(null);
  const own = everywhere ? null : posted.filter((sessionId) => sessionId !== null);
  const onDevice = device?.sessionIds ?? null;
  if (own === null || onDevice === null) return own ?? onDevice;
  return own.filter((sessionId) => onDevice.includes(sessionId));
}
