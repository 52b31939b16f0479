import type { TransferWords } from '../fr/transfer.ts';
import { plural } from '../plural.ts';

export const transfer = {
  holders: {
    edit: 'Name of the holder',
    lead: (places: number): string =>
      places === 1
        ? 'The person who enters with this ticket. Gate control reads this name.'
        : 'The people who enter with this ticket. Gate control reads these names; only the first is required.',
    name: 'First and last name',
    place: (place: number) => `Place ${place}, first and last name`,
    save: 'Save',
    saved: 'The names are saved.',
    missing: 'Write the name of the holder.',
  },
  give: {
    open: 'Transfer this ticket',
    title: 'Transfer this ticket',
    lead: 'You get a link to send. Whoever opens it and accepts with their account gets the ticket; your code then no longer lets anybody in.',
    places: (count: number) => `The ticket goes as a whole: ${plural('en', count, 'place', 'places')}.`,
    email: 'The person’s e-mail address',
    emailHint: 'We send them a link as well.',
    emailWrong: 'Write a complete e-mail address, such as camille@example.org, or leave it empty.',
    submit: 'Make the link',
    link: 'Link to send',
    once: 'This link is shown only once. Whoever has it can take the ticket.',
    copy: 'Copy the link',
    copied: 'Link copied',
    mailed: (email: string) => `A message goes to ${email} as well.`,
    until: (time: string) => `To be accepted before ${time}`,
    done: 'Done',
  },
  pending: {
    title: 'Transfer open',
    text: (time: string) => `This ticket is yours as long as nobody has accepted it, until ${time}.`,
    badge: 'Transfer open',
    cancel: 'Cancel the transfer',
    cancelled: 'The transfer is cancelled.',
  },
  left: {
    title: 'This ticket is no longer in your account',
    text: 'If it was transferred, its code is in the account of the person who accepted it.',
  },
  given: {
    title: 'Transferred tickets',
    to: (name: string, date: string) => `Transferred to ${name} on ${date}`,
    places: (count: number) => plural('en', count, 'place', 'places'),
    category: (code: string) => `category ${code}`,
  },
  take: {
    title: 'A ticket for you',
    from: (name: string) => `${name} gives you this ticket.`,
    until: (time: string) => `To be accepted before ${time}.`,
    places: (count: number) => plural('en', count, 'place', 'places'),
    category: (code: string) => `Category ${code}`,
    accept: 'Accept the ticket',
    login: 'Log in to accept',
    register: 'Create an account',
    needsAccount: 'You need an account to accept. After its activation come back to this tab, or open the link again.',
    missingTitle: 'The link of the ticket is missing',
    missingText: 'Open the whole link that you got, or copy it to its last character.',
    overTitle: 'This link no longer gives a ticket',
    overText: 'It was used, was cancelled or has expired. Ask the person who sent it for another one.',
    doneTitle: 'The ticket is yours',
    doneText: 'It is in your account with a new code. The old one no longer lets anybody in.',
    see: 'See my ticket',
    mine: 'My tickets',
  },
} satisfies TransferWords;
