/** What somebody gets: kinds of data, each with its records. */
export type ExportedData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Tells spreadsheets that the file is UTF-8. */
const byteOrderMark = '\uFEFF';
/** What a spreadsheet would take for a formula, also after spaces. */
const formula = /^\s*[=+\-@\t\r|%]/;

/** A cell of a CSV (RFC 4180); an apostrophe keeps spreadsheets from reading it as a formula. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The data as CSV: one line for each field of each record, so that every kind fits. */
export function toCsv(data: ExportedData): string {
  const lines = Object.entries(data).flatMap(([kind, records]) =>
    records.flatMap((record, i) => Object.entries(record).map(([field, value]) => [kind, i + 1, field, value])),
  );
  const rows = [['kind', 'record', 'field', 'value'], ...lines];
  return `${byteOrderMark}${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
