import type { Staff } from './posting.ts';

/** The sessions whose conflicts somebody may see and resolve; null is all of them. */
export function supervisedSessions({ role, postings, device }: Staff): number[] | null {
  if (device?.state === 'over') return [];
  if (role === 'admin') return null;
  const posts = postings.filter(({ supervisor }) => supervisor);
  if (posts.some(({ sessionId }) => sessionId === null)) return null;
  return posts.flatMap(({ sessionId }) => sessionId ?? []);
}
