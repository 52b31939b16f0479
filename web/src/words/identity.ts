import type { Book } from './book.ts';
import { identity as en } from './en/identity.ts';
import { type IdentityWords, identity as fr } from './fr/identity.ts';

/** Words of passwords, profile, change of address and open logins. */
export const identityWords: Book<IdentityWords> = { fr, en };
