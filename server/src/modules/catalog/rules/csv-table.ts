import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { type Problem, problem, type RowAt } from './import-problem.ts';

/** A file as the caller read it. */
export interface ImportFile {
  name: string;
  bytes: Uint8Array;
}

const fileMaxBytes = 50_000_000;
const recordMaxCharacters = 100_000;

/** What a file can hold, and the columns that make it out; others are optional or ignored. */
const requiredColumns = {
  sessions: [
    'session_code',
    'sport',
    'title',
    'description',
    'venue',
    'city',
    'starts_at_utc',
    'ends_at_utc',
    'medal',
    'sport_code',
    'venue_code',
    'timezone',
  ],
  prices: ['session_code', 'category', 'audience', 'price_cents', 'currency'],
  venues: ['venue', 'city', 'capacity', 'venue_code'],
  sports: ['sport_code', 'sport', 'sport_en'],
} as const;
export type FileKind = keyof typeof requiredColumns;

const kinds = ['sessions', 'prices', 'venues', 'sports'] as const satisfies readonly FileKind[];

/** A record by column name. A column that the file lacks is absent; an empty cell is ''. */
export interface Row {
  at: RowAt;
  cells: ReadonlyMap<string, string>;
}

export interface Table {
  kind: FileKind;
  file: string;
  rows: Row[];
}

interface CsvRecord {
  record: string[];
  line: number;
}

/**
 * Reads one CSV file (RFC 4180, UTF-8, a header line) and tells by its header what it holds.
 * Null beside its problems when nothing can be read from it.
 */
export function readTable(file: ImportFile): { table: Table | null; problems: Problem[] } {
  const top: RowAt = { file: file.name, line: 1 };
  const records = readRecords(file);
  if (!Array.isArray(records)) return { table: null, problems: [records] };
  const header = records[0]?.record.map((name) => name.trim());
  if (header === undefined) return fault(top, null, 'The file is empty; a header line is wanted.');
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) return fault(top, twice, 'This column stands twice in the header.');
  const kind = kindOf(header);
  if (kind === null) return fault(top, null, `The header fits no kind of file. ${describeKinds()}`);
  const missing = requiredColumns[kind].filter((name) => !header.includes(name));
  if (missing.length > 0) {
    return {
      table: null,
      problems: missing.map((name) => problem(top, name, `This column is missing; a file of ${kind} needs it.`)),
    };
  }
  return rowsOf(records.slice(1), header, { kind, file: file.name });
}

function fault(at: RowAt, column: string | null, message: string): { table: null; problems: Problem[] } {
  return { table: null, problems: [problem(at, column, message)] };
}

function readRecords(file: ImportFile): CsvRecord[] | Problem {
  const top: RowAt = { file: file.name, line: 1 };
  if (file.bytes.length > fileMaxBytes) return problem(top, null, `The file is larger than ${fileMaxBytes} bytes.`);
  let text: string;
  try {
    // One kind of line end, so that lines are counted as an editor counts them, inside quotes too.
    text = new TextDecoder('utf-8', { fatal: true }).decode(file.bytes).replace(/\r\n?/g, '\n');
  } catch {
    return problem({ file: file.name, line: brokenLine(file.bytes) }, null, 'The text is not UTF-8 from here on.');
  }
  try {
    const records: CsvRecord[] = [];
    parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: '\n',
      max_record_size: recordMaxCharacters,
      on_record: (record, { lines }) => {
        records.push({ record, line: lines - lineBreaks(record) });
        return null;
      },
    });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return problem({ file: file.name, line }, null, `This is not CSV: ${error.message}.`);
  }
}

/** The parser counts the line on which a record ends; its cells tell how many it spans. */
function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.split('\n').length - 1), 0);
}

/** Line of the first byte that is not UTF-8: what the decoder replaces, it replaces there. */
function brokenLine(bytes: Uint8Array): number {
  const before = new TextDecoder('utf-8').decode(bytes).split('�')[0] ?? '';
  return before.split('\n').length;
}

/**
 * The kind most of whose columns the header holds, by their number and not by their share: a file of sessions that
 * lacks a column still holds all that a file of venues needs. Null when it holds fewer than half of them.
 */
function kindOf(header: readonly string[]): FileKind | null {
  const scored = kinds.map((kind) => {
    const held = requiredColumns[kind].filter((name) => header.includes(name)).length;
    return { kind, held, share: held / requiredColumns[kind].length };
  });
  const best = scored.toSorted((a, b) => b.held - a.held || b.share - a.share)[0];
  return best === undefined || best.share < 0.5 ? null : best.kind;
}

function describeKinds(): string {
  return kinds.map((kind) => `A file of ${kind} has ${requiredColumns[kind].join(', ')}.`).join(' ');
}

function rowsOf(
  records: readonly CsvRecord[],
  header: readonly string[],
  { kind, file }: { kind: FileKind; file: string },
): { table: Table; problems: Problem[] } {
  const rows: Row[] = [];
  const problems: Problem[] = [];
  for (const { record, line } of records) {
    const at: RowAt = { file, line };
    if (record.length === header.length) {
      rows.push({ at, cells: new Map(header.map((name, index) => [name, record[index] ?? ''])) });
    } else {
      const message = `The row has ${record.length} values, the header ${header.length} columns.`;
      problems.push(problem(at, header[record.length] ?? null, message));
    }
  }
  return { table: { kind, file, rows }, problems };
}
