import { limits } from '@og-tickets/contract/limits.ts';
import type { IdentityWords } from '../../words/fr/identity.ts';

/** From here on more length hardly matters. */
const STRONG_CHARACTERS = 20;

/** Counted as the server counts them: an emoji is one. */
function characters(text: string): number {
  return Array.from(text).length;
}

/** A kind word about a password while it is typed: the rule, then how far it is. */
export function passwordHint(password: string, w: IdentityWords['strength']): string {
  const count = characters(password);
  const { passwordMinCharacters: min } = limits;
  if (count === 0) return w.none(min);
  if (count < min) return w.short(min - count);
  return count < STRONG_CHARACTERS ? w.good : w.strong;
}

/** What to correct in a new password before it is sent; the server has the last word. */
export function newPasswordFault(password: string, w: IdentityWords['faults']): string | undefined {
  const { passwordMinCharacters: min, passwordMaxCharacters: max } = limits;
  const count = characters(password);
  if (count < min) return w.passwordShort(min, min - count);
  return count > max ? w.passwordLong(max) : undefined;
}

/** What to correct in a name. */
export function personNameFault(name: string, missing: string, w: IdentityWords['faults']): string | undefined {
  if (name.trim() === '') return missing;
  return characters(name) > limits.nameMaxCharacters ? w.nameTooLong(limits.nameMaxCharacters) : undefined;
}

/** Finds slips of the keyboard only. */
export function emailFault(email: string, w: IdentityWords['faults']): string | undefined {
  const looksRight = email.length <= limits.emailMaxCharacters && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email.trim());
  return looksRight ? undefined : w.email;
}
