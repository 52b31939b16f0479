/**
 * Does a refund by an admin need a second one? What admins gave back of the same order before without one counts too, so
 * that a large refund is not made of small ones. `aboveCents` null: none does.
 */
export function needsApproval(
  aboveCents: number | null,
  { amountCents, unapprovedCents }: { amountCents: number; unapprovedCents: number },
): boolean {
  return aboveCents !== null && amountCents > 0 && amountCents + unapprovedCents > aboveCents;
}
