import type { PaymentFailure } from './payment-states.ts';

/** How a card of the simulated bank ends. */
export type CardOutcome =
  | 'accepted'
  | Exclude<PaymentFailure, 'order_expired' | 'authentication_failed' | 'authentication_abandoned'>;

/** The cards that the simulated bank knows, shown on its form. No real card has one of these numbers. */
export const testCards: readonly { number: string; outcome: CardOutcome }[] = [
  { number: '4242 4242 4242 4242', outcome: 'accepted' },
  { number: '4000 0000 0000 0002', outcome: 'card_declined' },
  { number: '4000 0000 0000 9995', outcome: 'insufficient_funds' },
  { number: '4000 0000 0000 0069', outcome: 'expired_card' },
];
