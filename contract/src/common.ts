import { Type } from 'typebox';
import { limits } from './limits.ts';

/** Schemas that several modules share. */
export const Uuid = Type.String({ format: 'uuid' });
export const SessionCode = Type.String({ pattern: '^[A-Z0-9]{3,10}$' });
export const CategoryCode = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9+-]{0,11}$' });
export const OfferCode = Type.String({ pattern: '^[a-z][a-z0-9-]{0,29}$' });
export const OrderCode = Type.String({ pattern: '^[A-HJ-NP-Z3789]{6}$' });
export const Instant = Type.String({ format: 'date-time' });
export const Day = Type.String({ format: 'date' });
/** Format of the texts that may hold anything: they are never stored. */
export const scannedText = 'scanned-text';
/**
 * What a scanner read. Any barcode may be held before it, and a scan is a fact: alone of all texts it may hold U+0000 and halves of
 * letters, and is kept as a hash only.
 */
export const ScannedCode = Type.String({
  minLength: 1,
  maxLength: limits.scannedCodeMaxCharacters,
  format: scannedText,
});
export const Places = Type.Integer({ minimum: 1, maximum: 50 });
export const Locale = Type.Enum(['fr', 'en']);
export type Locale = 'fr' | 'en';

/** A closed object: a field that the contract does not know is refused by name. */
export const closed = { additionalProperties: false } as const;

/** What a list, a cart, an order and a ticket all show of a session. */
export const SessionSummary = Type.Object(
  {
    sport: Type.String({ description: 'Code of the sport, such as BKB' }),
    sportName: Type.String(),
    title: Type.String(),
    venue: Type.Object({ code: Type.String(), name: Type.String(), city: Type.String() }, closed),
    startsAt: Instant,
    timezone: Type.String({ description: 'IANA zone of the venue' }),
  },
  closed,
);
