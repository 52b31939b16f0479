import { limits } from '@og-tickets/contract/limits.ts';
import type { CancellationBar } from '@og-tickets/contract/rules/cancellation.ts';
import type { OrderWords } from '../fr/order.ts';
import { plural } from '../plural.ts';

const tickets = (count: number) => plural('en', count, 'ticket', 'tickets');

const bars: Record<CancellationBar, string> = {
  ended: 'Already cancelled or refunded.',
  used: 'Already scanned at the entrance.',
  blocked: 'Blocked by the organiser.',
  given: 'Given to somebody else: only its holder disposes of it.',
  offered: 'A transfer is open: withdraw it first, on the page of the ticket.',
  firm: 'Neither taken back nor exchanged: the session is not refundable.',
  too_late: 'The time to cancel is over.',
};

export const order = {
  search: {
    label: 'Find by order number',
    hint: 'The six letters and digits of your e-mail, for example K7R9XM.',
    submit: 'Find',
    notACode: 'An order number has six letters or digits.',
    missing: (code: string) => `There is no order ${code} in your account.`,
  },
  page: {
    title: (code: string) => `Order ${code}`,
    back: 'My orders',
    status: 'Status',
    placedAt: (date: string) => `Placed on ${date}.`,
    paidAt: (date: string) => `Paid on ${date}.`,
    keepUntil: 'Your places are kept for you',
    resume: 'Go on with the payment',
    cancelPending: 'Cancel the order',
    checking: 'Your payment is being checked. This page updates by itself.',
    expired: 'The time to pay is over and the places are on sale again. Nothing was taken.',
    expiredPaid:
      'Your payment arrived after the time was over. If the places are still free you receive your tickets; if not, the money goes back to you. An e-mail will tell you.',
    cancelled: 'This order was cancelled before it was paid. Nothing was taken.',
    cancelledPaid: 'All tickets of this order are cancelled.',
    toTickets: 'See my tickets',
    follow: 'Follow or cancel this order',
    cancelTickets: 'Cancel tickets',
    nothingToCancel: 'No ticket of this order can be taken back at the moment.',
    tickets: 'Tickets',
    ticketOpen: 'See the ticket',
    ticketOpenOf: (offer: string, title: string) => `See the ticket ${offer}, ${title}`,
    given: 'Given away',
    refunded: 'Given back or on its way',
    kept: 'Stays paid',
    history: 'History',
    stale: 'The order could not be brought up to date',
  },
  giveUp: {
    title: 'Cancel this order?',
    text: 'Your places go on sale again at once. Nothing is taken.',
    confirm: 'Yes, cancel the order',
    done: 'The order is cancelled.',
    tooLate: 'This order no longer waits for a payment: here is where it stands.',
  },
  resend: {
    action: 'Send the confirmation again',
    done: (to: string) => `The confirmation, with the invoice and the tickets, is on its way to ${to}.`,
    limit: `By e-mail, ${limits.confirmationsPerHour} times an hour at most.`,
  },
  refund: {
    pendingTitle: (amount: string) => `Refund of ${amount} asked of the bank`,
    pendingText: 'This page will say when the bank has accepted it. There is nothing else to do.',
    doneTitle: (amount: string) => `${amount} given back`,
    doneText: (date: string) =>
      `The bank accepted the refund on ${date}. Depending on your bank, the amount shows on your account some days later, on the card that paid.`,
    failedTitle: (amount: string) => `The refund of ${amount} did not go through`,
    failedText: 'The bank refused it. The amount is still owed to you: we take it up again and will write to you.',
  },
  timeline: {
    placed: (amount: string) => `Order placed, ${amount}`,
    paid: (amount: string) => `Paid, ${amount}`,
    tickets_issued: (count: number) => `${tickets(count)} issued`,
    mail_sent: 'Confirmation sent by e-mail',
    scanned: 'A ticket scanned at the entrance',
    tickets_cancelled: {
      buyer: (count: number, amount: string) => `You cancelled ${tickets(count)}, ${amount}`,
      admin: (count: number, amount: string) => `${tickets(count)} cancelled by the ticket office, ${amount}`,
      organiser: (count: number, amount: string) =>
        `Session cancelled or moved by the organiser: ${tickets(count)}, ${amount}`,
    },
    refund_requested: (amount: string) => `Refund of ${amount} asked of the bank`,
    refunded: (amount: string) => `Refund of ${amount} accepted by the bank`,
    refund_failed: (amount: string) => `Refund of ${amount} refused by the bank`,
    expired: 'Time to pay over, places on sale again',
    cancelled: 'Order cancelled',
  },
  cancel: {
    title: 'Cancel tickets',
    lead: (code: string) => `Order ${code}. Choose what you give back; nothing is done before you confirm.`,
    back: (code: string) => `Order ${code}`,
    legend: 'Which tickets do you give back?',
    all: 'All tickets of this list',
    category: (code: string) => `category ${code}`,
    places: (count: number) => plural('en', count, 'place', 'places'),
    number: (number: string) => `no. ${number}`,
    entered: (entries: number, places: number) => `${entries} of ${places} entered.`,
    barredTitle: 'Tickets that cannot be taken back',
    bars,
    tooLateSince: (date: string) => `The time to cancel was over on ${date}.`,
    sums: 'What you get back',
    none: 'No ticket chosen.',
    vat: 'including VAT',
    total: 'Given back in all',
    stays: (count: number) => (count > 0 ? `${tickets(count)} that you keep` : 'No ticket stays'),
    sumSpoken: (count: number, amount: string) => `${tickets(count)}, ${amount} given back.`,
    failed: 'The amount could not be worked out',
    go: (count: number) => `Cancel ${tickets(count)}`,
    goNone: 'Cancel tickets',
    tooMany: `Choose ${limits.ticketsPerCancellation} tickets at most at a time, or all.`,
    chooseFirst: 'Choose at least one ticket.',
    confirmTitle: (count: number) => `Cancel ${tickets(count)}?`,
    confirmText: (amount: string) => `${amount} goes back to the card that paid.`,
    confirmEffect: (count: number): string =>
      count > 1
        ? 'The codes of these tickets stop working at once and their places go on sale again. This cannot be undone.'
        : 'The code of this ticket stops working at once and its place goes on sale again. This cannot be undone.',
    confirm: (amount: string) => `Cancel and get ${amount} back`,
    keep: 'Keep my tickets',
    changed: (before: string, now: string) =>
      `The amount has changed: ${now} instead of ${before}. Check, then confirm.`,
    doneTitle: (count: number) => `${tickets(count)} cancelled`,
    doneText: (amount: string) => `${amount} goes back to the card that paid. An e-mail confirms it.`,
    doneNote: 'The credit note is with the documents of the order.',
    toOrder: 'See the order and the credit note',
    nothingTitle: 'Nothing to cancel',
    nothingText: 'No ticket of this order can be taken back.',
    unpaidText: 'This order is not paid: it is cancelled on its page.',
    offline: 'Without a connection nothing can be cancelled.',
  },
} satisfies OrderWords;
