import { hash } from 'node:crypto';

/** How often something may be tried within so many seconds, counted over all processes. */
export interface TryLimit {
  max: number;
  windowSeconds: number;
}

const quarterHour = 900;
const hour = 3_600;

/**
 * What is counted. The tries for one account are counted by what was typed, so that an address without an account runs
 * into the same limit. A browser that has logged in to the account before has an allowance of its own: whoever guesses
 * from elsewhere uses up only the other one, and the owner still gets in.
 */
export const tryLimits = {
  /** Hashes for one account from browsers it does not know. */
  password: { max: 10, windowSeconds: quarterHour },
  /** Hashes for one account from one browser that it knows. */
  'password-device': { max: 10, windowSeconds: quarterHour },
  /** Wrong passwords from one address: enough for a school behind one address. */
  'password-address': { max: 100, windowSeconds: quarterHour },
  /** The current password asked for again, by somebody who is logged in. */
  'own-password': { max: 10, windowSeconds: quarterHour },
  /** Codes of an app and recovery codes tried for one account. */
  'second-factor': { max: 10, windowSeconds: quarterHour },
  /** Mails that follow a registration, to one address. */
  'activation-mail': { max: 5, windowSeconds: hour },
  'activation-mail-address': { max: 100, windowSeconds: hour },
  /** Mails with a link to a new password, to one address. */
  'reset-mail': { max: 3, windowSeconds: hour },
  'reset-mail-address': { max: 60, windowSeconds: hour },
  /** Changes of address that one account may ask for. */
  'email-change': { max: 5, windowSeconds: 24 * hour },
} as const satisfies Record<string, TryLimit>;

export type TryKind = keyof typeof tryLimits;

/** One thing that is counted: its kind, and for whom. */
export interface Try {
  kind: TryKind;
  /** An e-mail key, an account, an address: only its SHA-256 is kept. */
  of: string;
}

/** The form in which it is kept. */
export function subjectOf({ kind, of }: Try): Buffer {
  return hash('sha256', `${kind}\n${of}`, 'buffer');
}

/**
 * The network that an address is counted for: an IPv4 address is itself, of an IPv6 address the first 64 bits, which are
 * what one subscriber is given.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [plain = ''] = address.split('%');
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - last.length);
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...last];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
