import { type Language, localeOf } from '../words/language.ts';

const dates = new Map<string, Intl.DateTimeFormat>();
const amounts = new Map<string, Intl.NumberFormat>();

/** What the server wrote in the page that it drew, by what was asked for. */
let written: ReadonlyMap<string, string> = new Map();
let noted: Map<string, string> | undefined;

/** How a calendar day is shown. */
const DAYS = {
  /** `lundi 27 juillet` */
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  /** `lundi 27 juillet 2026` */
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** `lun. 27 juil.` */
  choice: { weekday: 'short', day: 'numeric', month: 'short' },
  /** `27 juil.` */
  chip: { day: 'numeric', month: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
/** How a calendar day is shown. */
export type DayShow = keyof typeof DAYS;

/** A calendar day, `2026-07-27`, in words. A day has no time zone. */
export function dayText(day: string, language: Language, show: DayShow = 'long'): string {
  return textOf(`${show} ${language} ${day}`, () =>
    dateFormat(`${show} ${language}`, localeOf(language), { ...DAYS[show], timeZone: 'UTC' }).format(new Date(day)),
  );
}

/** What calendar and clock show at an instant (ISO 8601) in an IANA time zone: `2026-07-27 19:15`. */
export function wallClock(at: string, timeZone: string): string {
  return textOf(`${timeZone} ${at}`, () => {
    const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    // The Swedish order is year, month, day.
    return dateFormat(timeZone, 'sv-SE', { ...day, ...clock, timeZone }).format(new Date(at));
  });
}

/** Cents of a currency (ISO 4217): `90,00 €` in French, `€90.00` in English; `short` leaves out cents where there are none. */
export function amountText(cents: number, currency: string, language: Language, short: boolean): string {
  return textOf(`${language} ${currency} ${cents} ${short}`, () =>
    keptIn(amounts, `${language} ${currency} ${short}`, () => {
      const trailingZeroDisplay = short ? 'stripIfInteger' : 'auto';
      return new Intl.NumberFormat(localeOf(language), { style: 'currency', currency, trailingZeroDisplay });
    }).format(cents / 100),
  );
}

/** What `draw` returns, and every date and amount that it wrote meanwhile, for `takeTexts`. */
export function notingTexts<T>(draw: () => T): { drawn: T; texts: Record<string, string> } {
  noted = new Map();
  try {
    return { drawn: draw(), texts: Object.fromEntries(noted) };
  } finally {
    noted = undefined;
  }
}

/**
 * Takes over the dates and amounts of the page that the server drew. The first format that a browser makes keeps a phone busy for
 * longer than all else of a list; and what is drawn over the server's page is what stands there, whichever spaces and
 * abbreviations this browser's own tables have.
 */
export function takeTexts(texts: Readonly<Record<string, string>>): void {
  written = new Map(Object.entries(texts));
}

function textOf(name: string, write: () => string): string {
  const text = written.get(name) ?? write();
  noted?.set(name, text);
  return text;
}

/** Made once: making one takes longer than all else that is drawn of a card, and a page shows hundreds of dates. */
function dateFormat(name: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keptIn(dates, name, () => new Intl.DateTimeFormat(locale, options));
}

function keptIn<T>(made: Map<string, T>, name: string, make: () => T): T {
  const kept = made.get(name);
  if (kept !== undefined) return kept;
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}
