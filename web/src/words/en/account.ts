import type { AccountWords } from '../fr/account.ts';

export const account = {
  register: { title: 'Create an account' },
  activate: { title: 'Activate your account' },
  login: { title: 'Log in' },
  orders: { title: 'My orders' },
  tickets: { title: 'My tickets' },
  ticket: { title: 'Ticket' },
} satisfies AccountWords;
