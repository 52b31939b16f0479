import type { StripeWords } from '../fr/stripe.ts';

export const stripe = {
  title: 'Bank card',
  text: 'Stripe handles the payment: the details of your card go straight to them, never to us.',
  loading: 'The card form is loading…',
  failedTitle: 'The card form could not be shown.',
  failedText: 'Nothing was taken. Check your connection or your content blocker, then try again.',
  retry: 'Try again',
  unclearTitle: 'We did not receive Stripe’s answer.',
  unclearText: 'The same payment is never taken twice: you may try again.',
} satisfies StripeWords;
