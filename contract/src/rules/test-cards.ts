/**
 * How a card of the simulated bank ends. `challenge_…`: 3-D Secure asks the payer first. `webhook_…`: the card is accepted
 * and the shop is told late, never, twice, or of later things first.
 */
export type CardOutcome =
  | 'accepted'
  | 'card_declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'challenge_accepted'
  | 'challenge_refused'
  | 'challenge_abandoned'
  | 'webhook_late'
  | 'webhook_lost'
  | 'webhook_twice'
  | 'webhook_out_of_order';

/** The cards that the simulated bank knows, shown on its form. No real card has one of these numbers. */
export const testCards: readonly { number: string; outcome: CardOutcome }[] = [
  { number: '4242 4242 4242 4242', outcome: 'accepted' },
  { number: '4000 0000 0000 0002', outcome: 'card_declined' },
  { number: '4000 0000 0000 9995', outcome: 'insufficient_funds' },
  { number: '4000 0000 0000 0069', outcome: 'expired_card' },
  { number: '4000 0000 0000 3220', outcome: 'challenge_accepted' },
  { number: '4000 0000 0000 3238', outcome: 'challenge_refused' },
  { number: '4000 0000 0000 3246', outcome: 'challenge_abandoned' },
  { number: '4000 0000 0000 4111', outcome: 'webhook_late' },
  { number: '4000 0000 0000 4129', outcome: 'webhook_lost' },
  { number: '4000 0000 0000 4137', outcome: 'webhook_twice' },
  { number: '4000 0000 0000 4145', outcome: 'webhook_out_of_order' },
];
