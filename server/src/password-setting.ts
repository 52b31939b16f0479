import type { ReadText } from './secret-setting.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Where passwords that became known in breaches are asked for: the first five hexadecimal digits of the hash are put at its end.
 * Null: nowhere. Adds a sentence to `faults` for a wrong value.
 */
export function readBreachedPasswordsUrl(text: ReadText, faults: string[]): URL | null {
  const value = text('BREACHED_PASSWORDS_URL');
  if (value === null) return null;
  const url = URL.parse(value);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  if (url !== null && isSafe && url.username === '' && url.search === '' && url.pathname.endsWith('/')) return url;
  faults.push(
    'BREACHED_PASSWORDS_URL must be an address such as https://passwords.example.org/range/ with a slash at its end, or http on this machine',
  );
  return null;
}
