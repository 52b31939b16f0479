import { byteOrderMark, csvLine } from '../../../platform/spreadsheet/csv.ts';

/** What somebody gets: kinds of data, each with its records. */
export type ExportedData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** What stands in a cell: texts and nothing as they are, all else as JSON. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The data as CSV: one line for each field of each record, so that every kind fits. */
export function toCsv(data: ExportedData): string {
  const lines = Object.entries(data).flatMap(([kind, records]) =>
    records.flatMap((record, i) => Object.entries(record).map(([field, value]) => [kind, i + 1, field, value])),
  );
  const rows = [['kind', 'record', 'field', 'value'], ...lines];
  return `${byteOrderMark}${rows.map((row) => csvLine(row.map(shown))).join('')}`;
}
