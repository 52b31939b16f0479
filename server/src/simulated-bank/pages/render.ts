import { testCards } from '@og-tickets/contract/rules/test-cards.ts';
import type { ChargeRow } from '../books.ts';
import type { CardFault } from '../cards.ts';
import { bankWords, formatAmount, type Language } from './words.ts';

/** Text as HTML. */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

interface PageInput {
  charge: ChargeRow;
  language: Language;
  /** Path that the bank's pages stand under, such as `/simulated-bank`. */
  base: string;
}

function layout(input: { language: Language; base: string; title: string; body: string }): string {
  const w = bankWords[input.language];
  return `<!doctype html>
<html lang="${input.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(input.title)} — ${escape(w.simulation)}</title>
<link rel="stylesheet" href="${input.base}/style.css">
</head>
<body>
<main>
<p class="banner"><strong>${escape(w.simulation)}</strong> ${escape(w.simulationText)}</p>
<h1>${escape(input.title)}</h1>
${input.body}
</main>
</body>
</html>
`;
}

/** Address of a page of this charge, in a language. */
export function pagePath(base: string, charge: ChargeRow, page: '' | '/3ds', language: Language): string {
  return `${base}/pay/${charge.clientSecret}${page}?lang=${language}`;
}

function recap({ charge, language }: PageInput): string {
  const w = bankWords[language];
  return `<dl class="card">
<dt>${escape(w.order)}</dt><dd>${escape(charge.orderCode)}</dd>
<dt>${escape(w.amount)}</dt><dd>${escape(formatAmount(charge.amountCents, charge.currency, language))}</dd>
</dl>`;
}

interface Field {
  id: string;
  label: string;
  hint?: string;
  autocomplete: string;
  maxLength: number;
  value?: string;
  fault: string | undefined;
}

function field({ id, label, hint, autocomplete, maxLength, value, fault }: Field): string {
  const described = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`].filter(Boolean);
  return `<div>
<label for="${id}">${escape(label)}</label>
${hint === undefined ? '' : `<span class="hint" id="${id}-hint">${escape(hint)}</span>`}
<input id="${id}" name="${id}" inputmode="numeric" autocomplete="${autocomplete}" maxlength="${maxLength}" required
 value="${escape(value ?? '')}"${fault === undefined ? '' : ' aria-invalid="true"'}${
   described.length === 0 ? '' : ` aria-describedby="${described.join(' ')}"`
 }>
${fault === undefined ? '' : `<p class="fault" id="${id}-fault">${escape(fault)}</p>`}
</div>`;
}

const fieldOf: Readonly<Record<CardFault, string>> = {
  cardNumber: 'cardNumber',
  expiry: 'expiry',
  expiryPast: 'expiry',
  cvc: 'cvc',
};

function faultList(faults: readonly CardFault[], language: Language): string {
  if (faults.length === 0) return '';
  const w = bankWords[language];
  const items = faults.map((fault) => `<li><a href="#${fieldOf[fault]}">${escape(w.faults[fault])}</a></li>`).join('');
  return `<div class="faults" role="alert"><h2>${escape(w.faultsTitle)}</h2><ul>${items}</ul></div>`;
}

function testCardTable(language: Language): string {
  const w = bankWords[language];
  const rows = testCards
    .map(({ number, outcome }) => `<tr><td>${number}</td><td>${escape(w.outcomes[outcome])}</td></tr>`)
    .join('\n');
  return `<section class="card"><h2>${escape(w.testCards)}</h2><p>${escape(w.testCardsText)}</p>
<table><thead><tr><th scope="col">${escape(w.testNumber)}</th><th scope="col">${escape(w.testEnd)}</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}

/** The card form. What was typed is given back but for number and code of the card, which are never sent to a browser. */
export function formPage(input: PageInput, typed: { faults: readonly CardFault[]; expiry: string }): string {
  const { charge, language, base } = input;
  const w = bankWords[language];
  const other = language === 'fr' ? 'en' : 'fr';
  const fault = (id: string): string | undefined => {
    const found = typed.faults.find((each) => fieldOf[each] === id);
    return found === undefined ? undefined : w.faults[found];
  };
  const body = `${faultList(typed.faults, language)}
${recap(input)}
<form class="card" method="post" action="${escape(pagePath(base, charge, '', language))}" novalidate>
${field({ id: 'cardNumber', label: w.number, autocomplete: 'cc-number', maxLength: 23, fault: fault('cardNumber') })}
<div class="pair">
${field({ id: 'expiry', label: w.expiry, hint: w.expiryHint, autocomplete: 'cc-exp', maxLength: 9, value: typed.expiry, fault: fault('expiry') })}
${field({ id: 'cvc', label: w.cvc, hint: w.cvcHint, autocomplete: 'cc-csc', maxLength: 4, fault: fault('cvc') })}
</div>
<button>${escape(w.pay(formatAmount(charge.amountCents, charge.currency, language)))}</button>
</form>
<p><a href="${escape(charge.returnUrl)}">${escape(w.back)}</a></p>
${testCardTable(language)}
<p><a lang="${other}" hreflang="${other}" href="${escape(pagePath(base, charge, '', other))}">${escape(w.otherLanguage)}</a></p>`;
  return layout({ language, base, title: w.title, body });
}

/** The bank asks whether it is the owner of the card who pays. */
export function challengePage(input: PageInput): string {
  const { charge, language, base } = input;
  const w = bankWords[language];
  const amount = formatAmount(charge.amountCents, charge.currency, language);
  const answers =
    charge.challenge === 'challenge_abandoned' ? (['abandon'] as const) : (['accept', 'refuse', 'abandon'] as const);
  const buttons = answers
    .map(
      (answer) =>
        `<button name="answer" value="${answer}"${answer === 'accept' ? '' : ' class="plain"'}>${escape(w[answer])}</button>`,
    )
    .join('\n');
  const text =
    charge.challenge === 'challenge_abandoned' ? w.challengeSilent : w.challengeText(amount, charge.orderCode);
  const body = `<p>${escape(text)}</p>
<form class="card" method="post" action="${escape(pagePath(base, charge, '/3ds', language))}">
${buttons}
</form>`;
  return layout({ language, base, title: w.challengeTitle, body });
}

/** For a link that leads nowhere. */
export function missingPage(language: Language, base: string): string {
  const w = bankWords[language];
  return layout({ language, base, title: w.missingTitle, body: `<p>${escape(w.missingText)}</p>` });
}
