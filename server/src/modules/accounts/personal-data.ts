import { createHmac } from 'node:crypto';
import { foldedWords } from '@og-tickets/contract/rules/fold-text.ts';
import type { KeyRing } from '../../platform/keys/key-ring.ts';
import { open, SealError } from '../../platform/keys/seal.ts';
import { openText, sealText } from '../../platform/keys/seal-text.ts';
import { emailKey } from './rules/email-key.ts';

/*
 * How the personal data of an account is sealed: each text under the data key of its account, which is sealed under the
 * key-encryption key. Erasing an account deletes its data key, and with it what any copy of the texts says.
 */

/** Who somebody is. */
export interface Person {
  email: string;
  firstName: string;
  lastName: string;
}

export interface SealedNames {
  first_name_sealed: string;
  last_name_sealed: string;
}

/** Names as the row of an account keeps them. */
export interface KeptNames extends SealedNames {
  /** By what they are found. */
  name_words: string[];
}

export interface SealedPerson extends KeptNames {
  email_sealed: string;
}

/** The row of an account as it is read; every sealed column is null once it is erased. */
export interface PersonRow {
  id: string;
  data_key_sealed: string | null;
  email_sealed: string | null;
  first_name_sealed: string | null;
  last_name_sealed: string | null;
}

const person = {
  email: 'accounts.accounts.email',
  firstName: 'accounts.accounts.first_name',
  lastName: 'accounts.accounts.last_name',
} as const;

const registration = {
  firstName: 'accounts.registrations.first_name',
  lastName: 'accounts.registrations.last_name',
} as const;

/** A passkey as its owner sees it. */
export interface OpenPasskey {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  backedUp: boolean;
}

const passkeyName = 'accounts.passkeys.name';

type Encryption = Pick<KeyRing, 'encryption'>;

/** The data key of an account. Throws SealError when it does not open. */
export function openDataKey(keys: Encryption, account: { id: string; data_key_sealed: string | null }): Buffer {
  if (account.data_key_sealed === null) throw new SealError(`The account ${account.id} has no data key`);
  return open(keys, 'data', account.id, account.data_key_sealed);
}

/** Seals the names of an account's row, and says by what they are found. */
export function sealNames(
  keys: Pick<KeyRing, 'emailIndex'>,
  dataKey: Buffer,
  rowId: string,
  names: Omit<Person, 'email'>,
): KeptNames {
  return {
    name_words: nameIndex(keys, [names.firstName, names.lastName]),
    first_name_sealed: sealText(dataKey, { column: person.firstName, rowId }, names.firstName),
    last_name_sealed: sealText(dataKey, { column: person.lastName, rowId }, names.lastName),
  };
}

/** Seals the address of an account's row. */
export function sealEmail(dataKey: Buffer, rowId: string, email: string): string {
  return sealText(dataKey, { column: person.email, rowId }, email);
}

/** Seals address and names of an account's row. */
export function sealPerson(
  keys: Pick<KeyRing, 'emailIndex'>,
  dataKey: Buffer,
  rowId: string,
  who: Person,
): SealedPerson {
  return { email_sealed: sealEmail(dataKey, rowId, who.email), ...sealNames(keys, dataKey, rowId, who) };
}

/** Who an account belongs to; empty texts when it was erased. Throws SealError when something does not open. */
export function openPerson(keys: Encryption, row: PersonRow): Person {
  if (row.data_key_sealed === null) return { email: '', firstName: '', lastName: '' };
  const dataKey = openDataKey(keys, row);
  const read = (column: string, sealed: string | null): string => openColumn(dataKey, column, row.id, sealed);
  return {
    email: read(person.email, row.email_sealed),
    firstName: read(person.firstName, row.first_name_sealed),
    lastName: read(person.lastName, row.last_name_sealed),
  };
}

/** Seals the names of a registration that waits. */
export function sealRegistration(dataKey: Buffer, rowId: string, names: Omit<Person, 'email'>): SealedNames {
  return {
    first_name_sealed: sealText(dataKey, { column: registration.firstName, rowId }, names.firstName),
    last_name_sealed: sealText(dataKey, { column: registration.lastName, rowId }, names.lastName),
  };
}

/** The names of a registration that waits. Throws SealError when they do not open. */
export function openRegistration(
  dataKey: Buffer,
  row: { id: string; first_name_sealed: string | null; last_name_sealed: string | null },
): Omit<Person, 'email'> {
  return {
    firstName: openColumn(dataKey, registration.firstName, row.id, row.first_name_sealed),
    lastName: openColumn(dataKey, registration.lastName, row.id, row.last_name_sealed),
  };
}

/** Seals one address of a change of address. */
export function sealChangedEmail(dataKey: Buffer, changeId: string, side: 'old' | 'new', email: string): string {
  return sealText(dataKey, { column: `accounts.email_changes.${side}_email`, rowId: changeId }, email);
}

/** Opens one address of a change of address. Throws SealError when it does not open. */
export function openChangedEmail(
  dataKey: Buffer,
  changeId: string,
  side: 'old' | 'new',
  sealed: string | null,
): string {
  return openColumn(dataKey, `accounts.email_changes.${side}_email`, changeId, sealed);
}

/** Seals what somebody calls a passkey. */
export function sealPasskeyName(dataKey: Buffer, passkeyId: string, name: string): string {
  return sealText(dataKey, { column: passkeyName, rowId: passkeyId }, name);
}

/** What somebody calls a passkey. Throws SealError when it does not open. */
export function openPasskeyName(dataKey: Buffer, passkeyId: string, sealed: string | null): string {
  return openColumn(dataKey, passkeyName, passkeyId, sealed);
}

function openColumn(dataKey: Buffer, column: string, rowId: string, sealed: string | null): string {
  if (sealed === null) throw new SealError(`${column} of row ${rowId} is not sealed`);
  return openText(dataKey, { column, rowId }, sealed);
}

/**
 * The form of an address that is looked up: HMAC-SHA-256 under a key of its own, so that whoever sees the database cannot
 * try addresses. The id of the key goes first.
 */
export function emailIndex(ring: Pick<KeyRing, 'emailIndex'>, email: string): string {
  const { id, key } = indexKey(ring);
  return `${id}:${createHmac('sha256', key).update(emailKey(email)).digest('hex')}`;
}

const wordLabel = 'og-tickets name word\0';
/** Hexadecimal characters of a word: enough to tell all words there are apart. */
const wordHexCharacters = 24;

/**
 * By what names are found: an HMAC of each of their words, folded, under the key of the index of addresses. Whoever sees
 * the database sees which rows share a word, not which word it is.
 */
export function nameIndex(ring: Pick<KeyRing, 'emailIndex'>, names: readonly string[]): string[] {
  const { id, key } = indexKey(ring);
  return foldedWords(names.join(' ')).map((word) => {
    const digest = createHmac('sha256', key).update(`${wordLabel}${word}`).digest('hex');
    return `${id}:${digest.slice(0, wordHexCharacters)}`;
  });
}

function indexKey({ emailIndex: { currentId, keys } }: Pick<KeyRing, 'emailIndex'>): { id: number; key: Buffer } {
  const key = keys.get(currentId);
  if (key === undefined) throw new Error(`there is no key ${currentId} for the index of addresses`);
  return { id: currentId, key };
}
