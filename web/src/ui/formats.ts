import { type Language, localeOf } from '../words/language.ts';

const dates = new Map<string, Intl.DateTimeFormat>();
const amounts = new Map<string, Intl.NumberFormat>();

/** A format of dates, made once: making one takes longer than all else that is drawn of a card, and a page shows hundreds of dates. */
export function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keptIn(
    dates,
    `${language} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(localeOf(language), options),
  );
}

/** A format of amounts of a currency (ISO 4217), made once; `short` leaves out cents where there are none. */
export function moneyFormat(language: Language, currency: string, short: boolean): Intl.NumberFormat {
  return keptIn(amounts, `${language} ${currency} ${short}`, () => {
    const trailingZeroDisplay = short ? 'stripIfInteger' : 'auto';
    return new Intl.NumberFormat(localeOf(language), { style: 'currency', currency, trailingZeroDisplay });
  });
}

function keptIn<T>(made: Map<string, T>, name: string, make: () => T): T {
  const kept = made.get(name);
  if (kept !== undefined) return kept;
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}
