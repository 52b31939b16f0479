import type { BuyingWords } from '../fr/buying.ts';

export const buying = {
  checkout: { title: 'Checkout' },
  payment: { title: 'Payment' },
  confirmation: { title: 'Order confirmed' },
} satisfies BuyingWords;
