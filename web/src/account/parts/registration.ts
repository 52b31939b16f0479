import { limits } from '@og-tickets/contract/limits.ts';
import type { FieldFault } from '../../ui/error-summary.tsx';
import type { AccountWords } from '../../words/fr/account.ts';

/** What the form holds. */
export interface Registration {
  firstName: string;
  lastName: string;
  email: string;
  password: string;
  acceptTerms: boolean;
}

/** The id of each field, by its name in the call. */
export const registrationIds = {
  firstName: 'inscription-prenom',
  lastName: 'inscription-nom',
  email: 'inscription-email',
  password: 'inscription-mot-de-passe',
  acceptTerms: 'inscription-conditions',
} as const;

/** What to correct before sending, in the order of the fields. The server has the last word. */
export function registrationFaults(form: Registration, w: AccountWords['register']['faults']): FieldFault[] {
  const faults: FieldFault[] = [];
  const check = (field: keyof typeof registrationIds, message: string | undefined) => {
    if (message !== undefined) faults.push({ fieldId: registrationIds[field], message });
  };
  check('firstName', nameFault(form.firstName, w.firstName, w));
  check('lastName', nameFault(form.lastName, w.lastName, w));
  check('email', looksLikeEmail(form.email) ? undefined : w.email);
  check('password', passwordFault(form.password, w));
  check('acceptTerms', form.acceptTerms ? undefined : w.terms);
  return faults;
}

function nameFault(name: string, missing: string, w: AccountWords['register']['faults']): string | undefined {
  if (name.trim() === '') return missing;
  return characters(name) > limits.nameMaxCharacters ? w.nameTooLong(limits.nameMaxCharacters) : undefined;
}

function passwordFault(password: string, w: AccountWords['register']['faults']): string | undefined {
  const { passwordMinCharacters: min, passwordMaxCharacters: max } = limits;
  const count = characters(password);
  if (count < min) return w.passwordShort(min, min - count);
  return count > max ? w.passwordLong(max) : undefined;
}

/** Finds slips of the keyboard only: whether the address exists, the activation mail tells. */
function looksLikeEmail(email: string): boolean {
  return email.length <= limits.emailMaxCharacters && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email.trim());
}

/** Counted as the server counts them: an emoji is one. */
function characters(text: string): number {
  return Array.from(text).length;
}
