import type { SaleTermsWords } from '../fr/sale-terms.ts';

export const saleTerms = {
  rule: {
    label: 'Refund',
    until: (date: string) => `Refundable until ${date}`,
    over: (date: string) => `Neither taken back nor exchanged: time over since ${date}`,
    firm: 'Neither taken back nor exchanged',
  },
  change: {
    cancelledTitle: 'Session cancelled by the organiser',
    cancelledOf: (title: string) => `Session cancelled by the organiser: ${title}`,
    cancelledPublic: 'Paid tickets are refunded in full, without having to ask.',
    cancelledBuyer: 'Your tickets are refunded in full; you need not ask.',
    cancelledReceived: 'This ticket no longer lets anybody in. Whoever bought it is refunded.',
    movedTitle: 'Session moved',
    movedOf: (title: string) => `Session moved: ${title}`,
    moved: (before: string, now: string) => `Planned for ${before}, it takes place on ${now}.`,
    movedPublic: (date: string) => `Tickets bought before stay valid, or are refunded on request until ${date}.`,
    choice: (date: string) =>
      `It is your choice: keep your tickets, valid at the new date without doing anything, or give them back for their price until ${date}.`,
    choiceOver: (date: string) =>
      `Your tickets are valid at the new date. The time to give them back was over on ${date}.`,
    received: 'This ticket is valid at the new date. Only whoever bought it can ask for the refund.',
    ask: 'Give tickets back',
    findOrder: 'See my orders',
  },
} satisfies SaleTermsWords;
