import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { MailKind } from '@og-tickets/contract/rules/mail-words.ts';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import type { Mail } from '../compose-mail.ts';
import { activationMail } from './activation-mail.ts';
import { orderPaidMail } from './order-paid-mail.ts';
import { sessionChangedMail } from './session-changed-mail.ts';
import { ticketsRefundedMail } from './tickets-refunded-mail.ts';

const to = 'camille@example.org';
const firstName = 'Camille';
const orderCode = 'ABCD23';
const [startsAt, newStartsAt, refundUntil] = [
  '2026-07-26T17:30:00.000Z',
  '2026-07-28T17:30:00.000Z',
  '2026-07-28T15:30:00.000Z',
];
const operator = {
  entity: '…',
  address: '…',
  registration: '…',
  vatNumber: '…',
  email: '…',
  phone: '…',
  publicationDirector: '…',
  host: '…',
  mediator: '…',
};
const reasons = { fr: 'Orages annoncés', en: 'Thunderstorms are forecast' };

function sampleSession(locale: Locale) {
  return {
    sport: 'BKB',
    sportName: 'Basketball',
    title: locale === 'fr' ? 'Finale' : 'Final',
    venue: { code: 'HALLE', name: locale === 'fr' ? 'Grande Halle' : 'Great Hall', city: 'Lille' },
    startsAt,
    timezone: 'Europe/Paris',
  };
}

function orderPaid(locale: Locale, origin: string): Mail {
  const price = money(9_000);
  const line = {
    session: 'BKB19',
    summary: sampleSession(locale),
    category: 'A',
    offer: 'duo',
    offerName: 'Duo',
    quantity: 1,
    places: 2,
    unitPrice: price,
    amount: price,
    position: 0,
    cancellableUntil: null,
    change: null,
  };
  const file = { name: 'facture.pdf', type: 'application/pdf', content: Buffer.alloc(0) };
  return orderPaidMail({
    to,
    locale,
    firstName,
    origin,
    order: { code: orderCode, lines: [line], total: price, includedVat: money(469) },
    tickets: { kind: 'attached', file },
    purchase: {
      invoiceNumber: 'F2026-000123',
      invoice: file,
      orderedAt: new Date('2026-06-30T16:05:00Z'),
      termsVersion,
      operator,
      isDemo: true,
      seller: { name: '…', address: '…', registration: '…', vatNumber: '…', email: '…' },
    },
  });
}

function refunded(by: 'buyer' | 'admin', locale: Locale, origin: string): Mail {
  return ticketsRefundedMail({
    to,
    locale,
    firstName,
    origin,
    orderCode,
    amountCents: 9_000,
    by,
    tickets: [{ summary: sampleSession(locale), category: 'A', offerName: 'Duo', quantity: 1 }],
    creditNote: { name: 'avoir.pdf', type: 'application/pdf', content: Buffer.alloc(0) },
  });
}

function changed(kind: 'cancelled' | 'moved', locale: Locale, origin: string): Mail {
  return sessionChangedMail({
    to,
    locale,
    firstName,
    origin,
    session: sampleSession(locale),
    reason: reasons[locale],
    previousStartsAt: startsAt,
    change: kind === 'cancelled' ? { kind } : { kind, newStartsAt, refundUntil },
    orders: [{ code: orderCode, amountCents: 9_000 }],
    unpaidCodes: [],
    received: false,
    creditNotes: [],
  });
}

/** A mail of each kind with made-up contents, to look at. */
export const sampleMails: Record<MailKind, (locale: Locale, origin: string) => Mail> = {
  activation: (locale, origin) => activationMail({ to, locale, origin, token: '…' }),
  order_paid: orderPaid,
  tickets_cancelled: (locale, origin) => refunded('buyer', locale, origin),
  tickets_refunded: (locale, origin) => refunded('admin', locale, origin),
  session_cancelled: (locale, origin) => changed('cancelled', locale, origin),
  session_moved: (locale, origin) => changed('moved', locale, origin),
};
