import { payloads } from '../../../../test/free-text/payloads.ts';
import { money } from '@og-tickets/contract/money.ts';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import { describe, expect, it } from 'vitest';
import { composeMail, paragraph } from '../compose-mail.ts';
import { withShopName } from '../name-mail.ts';
import {
  activationMail,
  alreadyRegisteredMail,
  latePaymentRefundedMail,
  type Mail,
  orderPaidMail,
  sessionChangedMail,
  ticketOfferedMail,
  ticketsLostMail,
  ticketsRefundedMail,
} from '../index.ts';

const to = 'ana@example.org';
const origin = 'https://tickets.example.org';
const hostileNames = [...payloads, 'Ana http://evil.example', 'Ana\nBcc: all@example.org'];

const purchase = {
  invoiceNumber: 'F2026-000123',
  invoice: { name: 'facture-F2026-000123.pdf', type: 'application/pdf', content: Buffer.from('%PDF') },
  orderedAt: new Date('2026-06-30T22:05:00Z'),
  termsVersion,
  operator: {
    entity: 'Société Exemple SAS',
    address: '1 rue de l’Exemple, 59000 Lille',
    registration: 'RCS Lille 123 456 789',
    vatNumber: 'FR12123456789',
    email: 'contact@example.org',
    phone: '03 00 00 00 00',
    publicationDirector: 'Camille Exemple',
    host: 'Hébergeur Exemple',
    mediator: '',
  },
  isDemo: false,
  seller: {
    name: 'Société Exemple SAS',
    address: '1 rue de l’Exemple\n59000 Lille',
    registration: 'RCS Lille 123 456 789',
    vatNumber: 'FR12123456789',
    email: 'contact@example.org',
  },
};

/** A line of an order, or what a mail says of a ticket. */
function orderLine(title: string) {
  return {
    session: 'BKB01',
    summary: {
      sport: 'BKB',
      sportName: 'Basketball',
      title,
      venue: { code: 'PMS', name: 'Stade Pierre Mauroy', city: 'Villeneuve-d’Ascq' },
      startsAt: '2027-07-31T17:15:00.000Z',
      timezone: 'Europe/Paris',
    },
    category: 'A',
    offer: 'duo',
    offerName: 'Duo',
    quantity: 1,
    places: 2,
    unitPrice: money(9_000),
    amount: money(9_000),
    position: 0,
    cancellableUntil: null,
    change: null,
  };
}

function orderPaid(locale: 'fr' | 'en', firstName: string, title = 'Match 19', accepted: string = termsVersion): Mail {
  const line = orderLine(title);
  return orderPaidMail({
    tickets: { kind: 'inAccount' },
    to,
    locale,
    firstName,
    origin,
    order: { code: 'ABC379', lines: [line], total: money(9_000), includedVat: money(469) },
    purchase: { ...purchase, termsVersion: accepted },
  });
}

/** Narrow and fixed spaces of French figures as plain ones. */
function plain(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ');
}

describe('the mails', () => {
  it('give the activation link in both forms, in French and English, and name nobody', () => {
    const token = 'a-token_of-43-characters';
    for (const locale of ['fr', 'en'] as const) {
      const mail = activationMail({ to, locale, origin, token });
      const url = `${origin}/activation#token=${token}`;
      expect(mail.text.split('\n')).toContain(url);
      expect(mail.html).toContain(`href="${url}"`);
      expect(mail.text).toContain('24');
      // No line may begin with a mark that French sets off by a space.
      expect(mail.html).not.toMatch(/ [:;?!»]|« /);
      expect(mail.to).toBe(to);
    }
    const named = (locale: 'fr' | 'en') =>
      withShopName(activationMail({ to, locale, origin, token }), { shopName: 'Jeux <du> & Nord\r\nBcc: x' });
    expect(named('fr').subject).toBe('Activez votre compte Jeux <du> & Nord Bcc: x');
    expect(named('fr').html).toContain('Votre compte Jeux &lt;du&gt; &amp; Nord');
    expect(named('en').text).toContain('-- \nJeux <du> & Nord Bcc: x\n');
    expect(named('en').subject).toBe('Activate your Jeux <du> & Nord Bcc: x account');
  });

  it('tell the owner of an address that it has an account', () => {
    expect(alreadyRegisteredMail({ to, locale: 'fr', origin }).text).toContain(`${origin}/connexion`);
    const told = withShopName(alreadyRegisteredMail({ to, locale: 'en', origin }), { shopName: 'OG-Tickets' });
    expect(told.subject).toBe('You already have an account at OG-Tickets');
  });

  it('confirm an order with its code, lines, total and the way to the tickets', () => {
    const mail = orderPaid('fr', 'Ana');
    expect(mail.subject).toBe('Vos billets, commande ABC379');
    const text = plain(mail.text);
    expect(text).toContain('Bonjour Ana,');
    expect(text).toContain('1 × Duo, catégorie A · Basketball, Match 19 · samedi 31 juillet 2027');
    expect(text).toContain('19:15');
    expect(text).toContain('Total payé, TVA et frais compris : 90,00 €');
    expect(text).toContain(`${origin}/billets`);
    expect(plain(orderPaid('en', 'Ana').text)).toContain('Total paid, VAT and fees included: €90.00');
  });

  it('leave the buyer of an order all that must last: invoice, seller, terms, no withdrawal', () => {
    const { attachments = [], text } = orderPaid('fr', 'Ana');
    const said = plain(text);
    expect(said).toContain('(dont TVA : 4,69 €)');
    expect(said).toContain(
      'Commande avec obligation de paiement passée le mercredi 1 juillet 2026 à 00:05 (heure de Paris)',
    );
    expect(said).toContain('Votre facture F2026-000123 est jointe.');
    expect(said).toContain('pas de droit de rétractation (code de la consommation, art. L221-28, 12°)');
    expect(said).toContain(`conditions de vente, version du ${termsVersion}. Leur texte est joint.`);
    expect(said).toContain(`${origin}/conditions`);
    expect(said).toContain('Vendeur : Société Exemple SAS, 1 rue de l’Exemple, 59000 Lille, RCS Lille 123 456 789');
    expect(attachments.map(({ name }) => name)).toEqual([
      'facture-F2026-000123.pdf',
      `conditions-de-vente-${termsVersion}.txt`,
    ]);
    const terms = plain(attachments[1]?.content.toString() ?? '');
    expect(terms).toContain('PAS DE DROIT DE RÉTRACTATION');
    expect(terms).toContain('Les billets sont vendus par Société Exemple SAS, 1 rue de l’Exemple, 59000 Lille.');
    expect(terms).toContain(
      'médiateur de la consommation (code de la consommation, articles L612-1 et suivants) : non communiqué',
    );
    expect(terms).not.toMatch(/[{}[\]]/);
    expect(plain(orderPaid('en', 'Ana').text)).toContain('there is no right of withdrawal');
  });

  it('bring no text of terms that the shop does not have any more', () => {
    const before = orderPaid('fr', 'Ana', 'Match 19', '2026-11-23');
    expect(before.attachments?.map(({ name }) => name)).toContain('conditions-de-vente-2026-11-23.txt');
    expect(before.text).toContain(`${origin}/conditions/2026-11-23`);
    const mail = orderPaid('fr', 'Ana', 'Match 19', '2020-01-01');
    expect(mail.attachments).toHaveLength(1);
    expect(plain(mail.text)).toContain('version du 2020-01-01. Les conditions actuelles sont ici');
  });

  it('say what a late payment becomes', () => {
    const mail = latePaymentRefundedMail({
      to,
      locale: 'fr',
      firstName: 'Ana',
      origin,
      orderCode: 'ABC379',
      amountCents: 9_000,
    });
    expect(mail.subject).toBe('Remboursement de la commande ABC379');
    expect(plain(mail.text)).toContain('remboursé de 90,00 €');
  });
});

describe('mails of refunds', () => {
  const tickets = [{ ...orderLine('Match 19'), quantity: 2 }];
  const creditNote = { name: 'A2027-000001.pdf', type: 'application/pdf', content: Buffer.from('%PDF') };
  const refunded = { to, firstName: 'Ana', origin, orderCode: 'ABC379', tickets, creditNote };

  it('name what was taken back, by whom, and what goes back', () => {
    const mail = ticketsRefundedMail({ ...refunded, locale: 'fr', amountCents: 18_000, by: 'buyer' });
    const text = plain(mail.text);
    expect(mail.subject).toBe('Remboursement de la commande ABC379');
    expect(text).toContain('Comme vous l’avez demandé');
    expect(text).toContain('2 × Duo, catégorie A · Basketball, Match 19 · samedi 31 juillet 2027');
    expect(text).toContain('remboursé de 180,00 €');
    expect(text).toContain(`${origin}/commandes/ABC379`);
    expect(mail.attachments).toEqual([creditNote]);
    const free = ticketsRefundedMail({ ...refunded, locale: 'en', amountCents: 0, by: 'admin' });
    expect(free.text).toContain('there is nothing to refund');
  });

  it('tell who was given a ticket nothing of the order', () => {
    const mail = ticketsLostMail({ to, firstName: 'Ana', locale: 'en', tickets });
    expect(mail.text).toContain('They no longer let anybody in.');
    expect(`${mail.text}${mail.html}`).not.toMatch(/ABC379|€|commandes/);
  });

  const change = {
    to,
    firstName: 'Ana',
    origin,
    session: orderLine('Match 19').summary,
    reason: 'Orage <b>',
    previousStartsAt: '2027-07-31T17:15:00.000Z',
    orders: [{ code: 'ABC379', amountCents: 9_000 }],
    unpaidCodes: [],
    received: false,
    creditNotes: [],
  };

  it('say that a session is cancelled and what becomes of each order', () => {
    const mail = sessionChangedMail({
      ...change,
      locale: 'fr',
      change: { kind: 'cancelled' },
      unpaidCodes: ['XYZ789'],
    });
    const text = plain(mail.text);
    expect(mail.subject).toBe('Épreuve annulée : Basketball, Match 19');
    expect(text).toContain('prévue le samedi 31 juillet 2027');
    expect(text).toContain('Motif : Orage <b>');
    expect(mail.html).toContain('Orage &lt;b&gt;');
    expect(text).toContain('Commande ABC379 : 90,00 €');
    expect(text).toContain('La commande XYZ789 n’était pas payée');
  });

  it('say that a session is moved, that tickets stay valid, and until when money can be had back', () => {
    const newStartsAt = '2027-08-02T17:15:00.000Z';
    const moved = { kind: 'moved', newStartsAt, refundUntil: '2027-08-01T10:00:00.000Z' } as const;
    const mail = sessionChangedMail({ ...change, locale: 'en', change: moved, received: true });
    const text = plain(mail.text);
    expect(text).toMatch(/will take place on Monday,? 2 August 2027/);
    expect(text).toContain('stay valid for the new date');
    expect(text).toMatch(/all your money back until Sunday,? 1 August 2027/);
    expect(text).toMatch(/give them back before Sunday,? 1 August 2027/);
    expect(text).toContain(`${origin}/commandes/ABC379`);
  });
});

describe('what people type', () => {
  it.each(hostileNames)('never becomes markup, a link or a header: %j', (name) => {
    const mail = orderPaid('fr', name);
    expect(mail.text.startsWith('Bonjour,\n')).toBe(true);
    expect(`${mail.text}${mail.html}`).not.toMatch(/evil|script|Bcc|ran\(/);
  });

  it.each(hostileNames)('names no giver who calls themselves %j', (giver) => {
    const ticket = { ...orderLine('Match 19'), giver };
    const link = `${origin}/transfert#token=x`;
    const mail = ticketOfferedMail({ to, locale: 'fr', ticket, link, expiresAt: '2027-07-01T10:00:00.000Z' });
    expect(mail.text).toContain('Quelqu’un vous donne ce billet');
    expect(mail.text).toContain(link);
    expect(`${mail.text}${mail.html}`).not.toMatch(/evil|script|Bcc|ran\(/);
  });

  it.each(['Ana', 'Jean-François', "O'Neil", 'J.-P.', '李', 'Zoë Ní'])('still greets %s by name', (name) => {
    expect(orderPaid('fr', name).text.startsWith(`Bonjour ${name},`)).toBe(true);
  });

  it('makes no mail hold other markup or links where it is the title of a session', () => {
    const tagsOf = (mail: Mail): string[] => mail.html.match(/<[^>]*>/g) ?? [];
    const usual = tagsOf(orderPaid('fr', 'Ana'));
    for (const title of payloads) {
      const mail = orderPaid('fr', 'Ana', title);
      expect([title, tagsOf(mail)]).toEqual([title, usual]);
      expect(mail.text, title).toContain(title);
    }
  });

  it('stays text in the HTML form where it is shown', () => {
    const mail = orderPaid('fr', 'Ana', '<img src=x onerror=alert(1)>');
    expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(mail.html).not.toContain('<img');
  });

  it('cannot add a line to the headers', () => {
    const blocks = [paragraph('x')];
    const subject = 'Hello\r\nBcc: all@example.org\u2028X: y';
    expect(composeMail({ to, locale: 'fr', subject, blocks }).subject).toBe('Hello Bcc: all@example.org X: y');
    for (const bad of [
      'a@b.org\r\nBcc: c@d.org',
      'a@b.org, c@d.org',
      'Ana <a@b.org>',
      'a b@c.org',
      'nobody',
      'a@b@c',
    ]) {
      expect(() => composeMail({ to: bad, locale: 'fr', subject: 's', blocks })).toThrow(RangeError);
    }
  });
});
