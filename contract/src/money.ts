import { type Static, Type } from 'typebox';

/** The one currency of a shop. */
export const currency = 'EUR';

/** An amount in whole cents. The browser never sends one. */
export const MoneySchema = Type.Object(
  { cents: Type.Integer(), currency: Type.Literal(currency) },
  { additionalProperties: false },
);
export type Money = Static<typeof MoneySchema>;

/** Wraps whole cents for a reply. Throws a RangeError when `cents` is not a safe integer: a bug, never a user's input. */
export function money(cents: number): Money {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`not whole cents: ${cents}`);
  return { cents, currency };
}
