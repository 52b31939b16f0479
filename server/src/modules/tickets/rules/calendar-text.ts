/** A line is at most this long in octets, its break not counted (RFC 5545, 3.1). */
const lineMaxOctets = 75;

/** A text as a value of type TEXT (RFC 5545, 3.3.11): nothing in it can end the line or begin another property. */
export function textValue(text: string): string {
  return text
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** Breaks a content line so that no part is over 75 octets of UTF-8, never inside a letter. */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > lineMaxOctets) {
      parts.push(part);
      // The space that marks a continued line counts as well.
      part = ' ';
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

/** A moment in UTC, `20260731T171500Z`. */
export function utcTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
