/** `tainted`: signs nothing more, its codes need their ticket's fingerprint; `retired`: its codes are refused. */
export type SigningKeyState = 'active' | 'tainted' | 'retired';

/**
 * The key that signs: the last one of the file that is active, or null when there is none. `kids` come in the order of the
 * file; one that `states` does not name is active.
 */
export function signingKidOf(kids: Iterable<number>, states: ReadonlyMap<number, SigningKeyState>): number | null {
  return Array.from(kids).findLast((kid) => (states.get(kid) ?? 'active') === 'active') ?? null;
}
