import type { TermsTexts } from './fr.ts';

/** The terms of sale and of use in English; the French ones prevail. */
export const terms = {
  sale: {
    title: 'Terms of sale',
    sections: [
      {
        title: 'Who sells',
        paragraphs: [
          'Tickets are sold by {entity}, {address}. Registration: {registration}. VAT number: {vatNumber}. E-mail: {email}. Telephone: {phone}.',
          '{demo}',
        ],
      },
      {
        title: 'What these terms cover',
        paragraphs: [
          'They apply to every order that a consumer places on this site. The version you accept is the one shown when you order: its number is kept with your order, its text comes with the confirmation, and earlier versions stay readable on this site.',
          'Buyers are 16 or older. For somebody younger an adult buys the ticket and comes along.',
        ],
      },
      {
        title: 'Sessions, offers and places',
        paragraphs: [
          'The page of each session says the sport, the date, the local time, when doors open, the venue, the categories of places and their prices. An offer (solo, duo, family…) is one ticket for the number of places it names, all of one category. You choose a category, not a seat.',
          'Each spectator takes one place, whatever their age.',
          'The number of places per person and session is limited; the limit is shown before you buy.',
          'Wheelchair places and the place of whoever comes along are bought like the others, in the same order. No proof is asked for online.',
        ],
      },
      {
        title: 'Prices',
        paragraphs: [
          'Prices are in euros, all taxes and fees included: nothing is added before you pay, and no option is ticked beforehand. The VAT in the price is on the invoice.',
          'The price that counts is that of the summary you confirm. If it changes while places are in your cart, the old and the new price are shown to you before you order. Prices are not made for your profile.',
        ],
      },
      {
        title: 'How an order is placed',
        paragraphs: [
          [
            'You add places to the cart: they are held until the time shown.',
            'You log in or create an account. The cart is kept.',
            'You check the summary. Until you confirm you can correct everything by going back to the cart.',
            'You accept these terms, then confirm with the button “Order with obligation to pay”.',
            'You pay. As soon as the payment is accepted the order is confirmed on screen and by e-mail, with the invoice and these terms.',
          ],
          'The contract is made in French or English. Your orders and their invoices stay in your account. A contract of €120 or more is kept for ten years and given to you when you ask (French consumer code, article L213-1).',
        ],
      },
      {
        title: 'Payment',
        paragraphs: [
          'You pay by card within the time shown, at the payment provider. Your bank may ask you to confirm (3-D Secure). The number of the card does not pass through this site and is not kept here.',
          'When the time is over the order expires, nothing is owed and the places are on sale again. Money that arrives too late gives you your tickets when the places are free; otherwise all of it goes back to you.',
        ],
      },
      {
        title: 'No right of withdrawal',
        paragraphs: [
          'A ticket is a leisure service on a set date: the 14 days to withdraw do not apply (French consumer code, article L221-28, 12°).',
        ],
      },
      {
        title: 'Cancelling yourself',
        paragraphs: [
          'For some sessions the organiser takes tickets back until a date shown on the page of the session, in the cart and on the order. Until then you cancel in your account, without a reason, and the price you paid is refunded. Where nothing is said, or after that date, the order is firm; you may give your ticket to somebody else.',
        ],
      },
      {
        title: 'Session cancelled, moved or changed',
        paragraphs: [
          'Session cancelled: the whole price is refunded, fees included, without your asking.',
          'Session moved to another date or place: you are told by e-mail and choose to keep your ticket or to have the whole price refunded, at least until the date in that message.',
          'The refund is asked of your bank, to the card you paid with. Your other rights when a contract is not performed remain (French civil code, articles 1217 and following).',
        ],
      },
      {
        title: 'Tickets',
        paragraphs: [
          'Tickets are electronic: they are in your account as soon as you have paid, and can be shown on a phone, even without a connection, or printed where the session allows it. Nothing is sent by post.',
          'Each ticket has a code that lets in, once, the number of people it says. Do not publish it and do not send photos of it: only the first scan counts. If a code has got around, renew it in your account.',
          'Tickets are in a name. You can change the name or give the ticket away online, free of charge, until the time shown. Habitual sale or resale without the organiser’s leave is an offence (French criminal code, article 313-6-2).',
        ],
      },
      {
        title: 'On the day',
        paragraphs: [
          'Come once doors are open, with your ticket and proof of identity: the name may be compared. Bags may be checked. People under 16 enter with an adult. The rules of the venue apply.',
          'A ticket that was cancelled, refunded, given away or already used opens no door. In case of doubt a supervisor looks into it on the spot.',
        ],
      },
      {
        title: 'Liability',
        paragraphs: [
          'The seller answers as of right for the performance of the order (French consumer code, article L221-15), unless it failed because of you, of what a third party did that nobody could foresee or overcome, or of force majeure. Nothing in these terms takes away a right that the law gives you.',
        ],
      },
      {
        title: 'Personal data',
        paragraphs: [
          'The page “Privacy” says which data serve what, how long they are kept and how to use your rights. The code of a ticket holds no personal data.',
        ],
      },
      {
        title: 'Complaints and mediation',
        paragraphs: [
          'Write to {email} first, with your order number. Without an answer that suits you within two months you may turn to the consumer mediator, free of charge (French consumer code, articles L612-1 and following): {mediator}.',
        ],
      },
      {
        title: 'Language, law and courts',
        paragraphs: [
          'French law applies, without taking away the protection of the mandatory rules of the country where you live. The French version prevails. You may go to the court of the place where you lived when you ordered, or of the place of the session, besides those that the French code of civil procedure names (French consumer code, article R631-3).',
        ],
      },
    ],
  },
  use: {
    title: 'Terms of use',
    sections: [
      {
        title: 'The service',
        paragraphs: [
          'This site lets you find sessions, buy tickets and show them at the entrance. It is run by {entity}. Searching and reading are open to all; buying needs a free account.',
          '{demo}',
        ],
      },
      {
        title: 'Your account',
        paragraphs: [
          'An account is opened by a person of 16 or older, in their name, with an e-mail address of their own. You can protect it with a passkey or an app for codes, see where it is logged in, and end each login.',
          'Keep your password to yourself. If you think that somebody knows it, change it: all other logins end.',
          'You can delete your account at any time from “My data”. For seven days a link lets you change your mind.',
        ],
      },
      {
        title: 'Fair use',
        paragraphs: [
          [
            'No robot that holds or watches places for you, and no several accounts to get round the limits.',
            'No holds without meaning to buy.',
            'No attempt to enter somebody’s account or to read their tickets.',
            'No copied or forged tickets.',
          ],
          'The number of calls is limited so that everybody has a chance. Who reports a weakness in good faith, without using it, does not break these rules.',
        ],
      },
      {
        title: 'Availability',
        paragraphs: [
          'The site is open day and night but for maintenance and faults. When many people come at once, browsing waits first; payments and entries go before. Tickets already opened on your device can be read without a connection.',
        ],
      },
      {
        title: 'Suspension',
        paragraphs: [
          'An account that breaks these rules may be suspended. You get the reason by writing to {email} and may answer. Suspension does not cancel tickets that were bought fairly: they stay valid or are refunded.',
        ],
      },
      {
        title: 'Software and content',
        paragraphs: [
          'The software OG-Tickets is free, under the MIT licence. Names and marks of organisers and venues belong to their owners.',
        ],
      },
      {
        title: 'Changes and law',
        paragraphs: [
          'These terms have the same version number as the terms of sale. A new version holds for accounts and orders made after it is published; you accept each version when you order. French law applies; the French version prevails.',
        ],
      },
    ],
  },
} satisfies TermsTexts;
