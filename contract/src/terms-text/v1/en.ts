import type { TermsTexts } from './fr.ts';

/** The first terms of sale in English; the French ones prevail. */
export const terms = {
  sale: {
    title: 'Terms of sale',
    sections: [
      {
        title: 'Who sells',
        paragraphs: [
          'This shop runs on the free software OG-Tickets. Before any real sale its operator puts their identity here: [name or company name, legal form and capital], [address], [e-mail and telephone], [trade register and VAT numbers], [host].',
          'As long as these stand in brackets the shop is a demonstration: the bank is simulated, no money is taken and no ticket opens a door.',
        ],
      },
      {
        title: 'Order and prices',
        paragraphs: [
          'Prices are in euros, VAT and fees included. Nothing is added when you pay.',
          'Places in the cart are held until the time shown. You order with the button “Order with obligation to pay”, after a summary that you can correct. The order is confirmed on screen and by e-mail as soon as the payment is accepted.',
          'The number of places per person and session is limited; the limit is shown before you buy.',
        ],
      },
      {
        title: 'Payment',
        paragraphs: [
          'You pay by card within the time shown. The shop does not keep the number of the card. When the time is over the order expires, nothing is taken and the places are on sale again. Money that arrives too late gives you your tickets when the places are free; else it goes back to you.',
        ],
      },
      {
        title: 'No right of withdrawal',
        paragraphs: [
          'A ticket is a leisure service on a set date: the 14 days to withdraw do not apply (article L221-28, 12°, of the French consumer code).',
        ],
      },
      {
        title: 'Session cancelled or moved',
        paragraphs: [
          'When the session is cancelled you get the whole price back. When it is moved to another date or place you may keep your ticket or ask for your money back.',
        ],
      },
      {
        title: 'Tickets and entry',
        paragraphs: [
          'Each ticket has a code that lets in, once, the number of people it says. Do not publish it: only the first scan counts. The code is shown on a phone or on paper; proof of identity may be asked for.',
          'Habitual resale without the organiser’s leave is forbidden (French criminal code, article 313-6-2).',
        ],
      },
      {
        title: 'Personal data',
        paragraphs: [
          'Names, e-mail address, orders and scans are used to sell and check tickets and to keep the accounts that the law asks for. The code of a ticket holds no personal data. You may ask to see, correct or erase your data at the operator’s address above.',
        ],
      },
      {
        title: 'Complaints and mediation',
        paragraphs: [
          'Write to the operator first, with your order number. Without an answer that suits you within two months you may turn to the consumer mediator, free of charge: [name, address and site of the mediator].',
          'French law applies. The French version prevails.',
        ],
      },
    ],
  },
} satisfies TermsTexts;
