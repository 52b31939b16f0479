import { limits } from '@og-tickets/contract/limits.ts';
import type { LegalTexts } from '../fr/legal-texts.ts';

const privacy: LegalTexts['privacy'] = {
  title: 'Privacy',
  sections: [
    {
      title: 'Who is responsible',
      paragraphs: [
        '{entity}, {address}, decides how the data described here are used. For any question: {email}.',
        '{demo}',
      ],
    },
    {
      title: 'What is kept, why, how long',
      paragraphs: [
        [
          'E-mail address, first and last name, language: for your account (contract). Until it is deleted, or two years without a login, after a message that warns you.',
          `Password (as a hash), second factors, logins and known browsers: for the security of your account (legitimate interest). A login ends after ${limits.refreshTokenDays} days without use, and after ${limits.loginDays} days in any case; a known browser is forgotten after ${limits.deviceCookieDays} days without use.`,
          'Orders, payments, tickets, accepted terms: to perform the sale (contract). Without your name once the account is deleted.',
          'Name of the holder of a ticket: for entry (contract). Until the account is deleted.',
          'Scans at the gates: so that a ticket is used once only (contract). Without a name from the start.',
          'Name and e-mail address on invoices and credit notes: duty of accounting, ten years (French code of commerce, article L123-22).',
          'IP address: against abuse and to find faults (legitimate interest). Counted for 24 hours at most in the database, and kept in technical logs for as long as the operator sets.',
        ],
        'The kind of place (wheelchair, companion) is recorded, never a disability. The code of a ticket holds no name and no e-mail address. The card number does not pass through this site.',
      ],
    },
    {
      title: 'Who gets them',
      paragraphs: [
        'The authorised people of the operator and of gate control, each as far as their task asks for it; the host: {host}; the payment provider, which asks for the card itself; the service that carries the mails. Nobody else: no advertising, no audience measurement, no sale of data. No decision about you is made by a machine alone.',
      ],
    },
    {
      title: 'How they are protected',
      paragraphs: [
        'Names, e-mail addresses and secrets are encrypted in the database under a key of each account. What staff does is written in a journal that cannot be changed without showing it.',
      ],
    },
    {
      title: 'Your rights',
      paragraphs: [
        'You can see your data, get a copy (JSON and CSV), correct them and delete your account from “My data” and “My profile”. Deletion waits until your tickets to come are over, cancelled or given away.',
        'You may also object to a use or have it restricted by writing to {email}; an answer comes within a month. If it does not suit you, you may turn to the French authority CNIL (3 place de Fontenoy, 75007 Paris, www.cnil.fr).',
      ],
    },
  ],
};

const cookies: LegalTexts['cookies'] = {
  title: 'Cookies',
  sections: [
    {
      title: 'Only what is necessary',
      paragraphs: [
        'This site sets only cookies without which it cannot give the service you ask for. They need no consent (French law of 6 January 1978, article 82): that is why no banner asks you. There is no advertising, no audience measurement and no cookie of another site.',
      ],
    },
    {
      title: 'The cookies of this site',
      paragraphs: [
        [
          `og_refresh: keeps you logged in. ${limits.refreshTokenDays} days after the last use, ${limits.loginDays} days at most, or until you log out.`,
          `og_device: knows a browser in which you have logged in before, for the security of your account. ${limits.deviceCookieDays} days.`,
          'og_cart: finds the cart of a visitor without an account. 180 days.',
        ],
        'Their name begins with __Host- on a secure address. No script can read them.',
      ],
    },
    {
      title: 'What your device keeps',
      paragraphs: [
        'Besides cookies, your browser keeps on your device the language you chose, a copy of what is in the cart, the sessions you saw last, what you have begun to type, and your tickets, to show them without a connection. The sessions you saw last and the language are not sent to the server as a history. Logging out erases the tickets; clearing the data of the site in the browser erases everything.',
      ],
    },
    {
      title: 'When you pay',
      paragraphs: [
        'The payment provider may set cookies of its own on its page or in its frame, for the security of the payment.',
      ],
    },
  ],
};

const notice: LegalTexts['notice'] = {
  title: 'Legal notice',
  sections: [
    {
      title: 'Publisher',
      paragraphs: [
        '{entity}, {address}.',
        ['Registration: {registration}', 'VAT number: {vatNumber}', 'E-mail: {email}', 'Telephone: {phone}'],
        '{demo}',
      ],
    },
    { title: 'Publication director', paragraphs: ['{publicationDirector}'] },
    { title: 'Host', paragraphs: ['{host}'] },
    {
      title: 'Consumer mediator',
      paragraphs: [
        '{mediator}',
        'After a written complaint without an answer that suits you within two months, turning to it is free of charge for you.',
      ],
    },
    {
      title: 'Software and credits',
      paragraphs: [
        'This site runs on OG-Tickets, free software under the MIT licence. Fonts: Bricolage Grotesque and Atkinson Hyperlegible, under the SIL OFL licence. The icons of the sports are drawn for this software.',
        'OG-Tickets has no tie to any organising committee or sports brand.',
      ],
    },
  ],
};

const accessibility: LegalTexts['accessibility'] = {
  title: 'Accessibility',
  sections: [
    {
      title: 'What we aim for',
      paragraphs: [
        'This service aims for level AA of WCAG 2.2, which covers what the standard EN 301 549 asks of online shops (directive (EU) 2019/882, French consumer code, article L412-13).',
      ],
    },
    {
      title: 'What is done',
      paragraphs: [
        [
          'Purchase, refunds and manual entry at the gate are made for the keyboard alone.',
          'Measured contrasts, light and dark theme, zoom up to 400 %, reduced motion where you ask for it.',
          'No information by colour alone; errors tied to their field; messages that screen readers speak.',
          'No picture tests (CAPTCHA), passwords may be pasted.',
          'The time of a hold is announced and can be extended once; nothing you typed is lost.',
        ],
      ],
    },
    {
      title: 'How it is checked',
      paragraphs: [
        'Automatic checks (axe) run on the pages in French and English, light and dark, on phone and desktop. They find only part of the faults. No full audit by a third party and no trial by users of screen readers has been made yet: so we do not declare full conformity.',
      ],
    },
    {
      title: 'What is still missing',
      paragraphs: [
        [
          'The PDF of a ticket is not as easy to read as a page: the ticket in your account says the same.',
          'Reading the code by camera, at the gate, needs sight; typing it takes its place.',
          'The payment page of an external provider is in its hands.',
        ],
      ],
    },
    {
      title: 'Tell us',
      paragraphs: [
        'A page is in your way? Write to {email} or call: {phone}. Say which page and what you use; meanwhile we help you to buy or to enter in another way.',
        'Without an answer you may turn to the French Défenseur des droits (www.defenseurdesdroits.fr) or report the fault to the DGCCRF (signal.conso.gouv.fr).',
      ],
    },
    {
      title: 'At the venue',
      paragraphs: [
        'Wheelchair places and places for companions are named on the page of each session and are booked online, in the same order.',
      ],
    },
  ],
};

const contact: LegalTexts['contact'] = {
  title: 'Contact',
  sections: [
    {
      title: 'Write or call',
      paragraphs: [
        ['E-mail: {email}', 'Telephone: {phone}', 'Post: {entity}, {address}'],
        'With your order number the answer comes faster. Never send the code of your ticket or a password: we do not ask for them.',
        '{demo}',
      ],
    },
    {
      title: 'Often the answer is already there',
      paragraphs: [
        [
          'Ticket not found: “My tickets”, or “Send the confirmation again” on the page of the order.',
          'Cancelling or a refund: the page of the order says until when.',
          'Invoice: as a PDF on the page of the order.',
          'Giving a ticket to somebody: on the page of the ticket.',
          'Code lost or copied: “Renew my codes” in “My tickets”.',
        ],
      ],
    },
    {
      title: 'Complaints',
      paragraphs: [
        'Without an answer that suits you within two months you may turn to the consumer mediator, free of charge: {mediator}.',
      ],
    },
  ],
};

/** Legal texts that nobody has to accept; the terms of sale and of use are in the contract. */
export const legalTexts = { privacy, cookies, notice, accessibility, contact } satisfies LegalTexts;
