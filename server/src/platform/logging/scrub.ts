/** What can be told from its shape alone, and must not stand in a log. The second line of defence: nothing writes it there. */
const shapes: { pattern: RegExp; put: string | ((found: string) => string) }[] = [
  // user:password@ of an address.
  { pattern: /:\/\/[^/\s"@]{1,200}@/g, put: '://[removed]@' },
  { pattern: /[\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]{1,64}@[\p{L}\p{N}.-]{1,200}\.\p{L}{2,}/gu, put: '[email]' },
  { pattern: /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, put: '[token]' },
  { pattern: /\b(Bearer|Basic) [\w.~+/=-]+/gi, put: '$1 [removed]' },
  { pattern: /\b(token|secret|password|code|key)=[^&\s"#]+/gi, put: '$1=[removed]' },
  // Tokens have 43 characters; names of ours that long are not mixed like that.
  { pattern: /[\w-]{43,}/g, put: (found) => (isMixed(found) ? '[token]' : found) },
  { pattern: /OG1:[0-9A-Z $%*+\-./:]{20,}/g, put: '[ticket code]' },
  // Secret of an app that shows codes, in base32.
  { pattern: /\b[A-Z2-7]{32,}\b/g, put: '[secret]' },
  {
    pattern: /(?<![\w.-])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,4}(?![\w-])/g,
    put: (found) => (isCardNumber(found) ? '[card]' : found),
  },
];

/** A log line without addresses of people, tokens, codes, passwords in addresses and card numbers. */
export function scrub(line: string): string {
  let clean = line;
  for (const { pattern, put } of shapes) {
    clean = typeof put === 'string' ? clean.replace(pattern, put) : clean.replace(pattern, put);
  }
  return clean;
}

function isMixed(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text);
}

/** Luhn's sum (ISO/IEC 7812-1). */
function isCardNumber(text: string): boolean {
  const digits = Array.from(text.replace(/\D/g, ''), Number).toReversed();
  const sum = digits.reduce((total, digit, at) => {
    const counted = at % 2 === 0 ? digit : digit * 2;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}
