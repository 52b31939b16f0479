import type { Book } from './book.ts';
import { stripe as en } from './en/stripe.ts';
import { stripe as fr, type StripeWords } from './fr/stripe.ts';

/** Words around the card form of Stripe; only its bundle has them. */
export const stripeWords: Book<StripeWords> = { fr, en };
