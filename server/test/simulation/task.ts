import type { StepClient } from './step-client.ts';

/** One thing that goes on in the shop, from its call to its end; it may be cut off at any of its points. */
export interface Task {
  /** Tasks are numbered as they begin. */
  number: number;
  name: string;
  /** Points that it may still pass before its process dies; null: it lives. */
  pointsLeft: number | null;
  isDead: boolean;
  end: 'done' | 'crashed' | 'failed' | null;
  error: unknown;
  clients: Set<StepClient>;
  onEnd: () => unknown;
}

/** A task that waits for its turn. */
export interface Parked {
  task: Task;
  /** What it is about to do. */
  what: string;
  /** With what. */
  given: string;
  go: () => void;
}

/**
 * Whose turn is picked from a list in an order that does not depend on who came first: two that got one lock at the same time
 * come in any order.
 */
export function inOrder(one: Parked, two: Parked): number {
  if (one.task !== two.task) return one.task.number - two.task.number;
  if (one.what !== two.what) return one.what < two.what ? -1 : 1;
  return one.given < two.given ? -1 : Number(one.given > two.given);
}
