import type { PrivacyWords } from '../fr/privacy.ts';

export const privacy: PrivacyWords = {
  title: 'My data',
  lead: 'What we keep of you, why and how long. You can have a copy of it, or have it all erased.',
  kept: {
    title: 'What we keep',
    rows: [
      'Address, name, logins and ways to know you again: for your account, until it is deleted or unused for two years.',
      'Orders, payments and tickets: to let you in and to answer your questions; without your name after the deletion.',
      'Invoices and credit notes, with name and address: the law asks to keep them for ten years.',
      'Never your card number: it stays with the payment provider.',
    ],
  },
  terms: {
    title: 'Terms you accepted',
    lead: 'The version of the terms that you accepted, and when.',
    version: (version) => `Version ${version}`,
    account: 'account created',
    order: 'order',
    all: (count) => `See all ${count}`,
    read: 'Read the terms',
  },
  copy: {
    title: 'Have a copy',
    lead: 'Two files, JSON and CSV, ready in less than a minute and there for 24 hours.',
    start: 'Prepare my copy',
    progress: 'Preparing the copy',
    done: (done, total) => `${done} of ${total}`,
    failed: 'The copy could not be prepared. Try again; if that happens again, write to us:',
    expired: 'Your copy is no longer there: it was erased after 24 hours. You can have another one prepared.',
    again: 'Prepare a new copy',
    spoken: {
      waiting: 'The copy is being prepared.',
      ready: 'The copy is ready: you can download it.',
      failed: 'The copy could not be prepared.',
      expired: 'The copy is no longer there. You can have another one prepared.',
    },
    until: 'Available until',
    json: 'Download as JSON',
    csv: 'Download as CSV',
  },
  erase: {
    title: 'Delete my account',
    lead: 'The account is closed at once and your devices are logged out. For seven days the link of a mail opens it again; then all is erased but the invoices.',
    blocked: (count) =>
      count === 1
        ? 'You still have a ticket for a session to come: cancel it or give it away first.'
        : `You still have ${count} tickets for sessions to come: cancel them or give them away first.`,
    tickets: 'See my tickets',
    staff:
      'An account of the team is not deleted here: the journal has to say who acted. Ask somebody who administers the shop to disable it, or write to the shop:',
    start: 'Delete my account',
    confirmTitle: 'Delete your account?',
    confirm: 'Yes, delete',
    closedTitle: 'Your account is closed',
    closed: 'A mail is on its way to your address: its link opens the account again. Otherwise it will be erased on',
  },
  undo: {
    title: 'Keep my account',
    lead: 'The deletion that was asked for is taken back and the account opened again.',
    confirm: 'Keep my account',
    doneTitle: 'Your account is open again',
    done: 'Nothing was erased. Log in to go on.',
    invalidTitle: 'This link no longer works',
    invalid: 'It was used, or the account is erased.',
    login: 'Log in',
  },
};
