/** Tells spreadsheets that the file is UTF-8. */
export const byteOrderMark = '\uFEFF';
/** What a spreadsheet would take for a formula, also after spaces and in the wide signs of Japanese keyboards. */
const formula = /^\s*[=+\-@\t\r|%＝＋－＠]/;

/** A cell of a CSV (RFC 4180). An apostrophe keeps spreadsheets from reading a text as a formula; a number is none. */
export function csvCell(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A line of a CSV, with its end. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}
