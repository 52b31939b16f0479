/** What an admin typed to find somebody. */
export type AccountSearch = { email: string } | { orderCode: string } | { accountId: string } | { name: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const orderCode = /^[A-HJ-NP-Z3789]{6}$/;

/** An e-mail address, an order code in any case, or the id of an account; anything else is words of a name. */
export function readAccountSearch(typed: string): AccountSearch {
  const text = typed.trim();
  if (text.includes('@')) return { email: text };
  if (uuid.test(text.toLowerCase())) return { accountId: text.toLowerCase() };
  const code = text.toUpperCase();
  return orderCode.test(code) ? { orderCode: code } : { name: text };
}
