import type { Row } from './csv-table.ts';
import { type Problem, problem } from './import-problem.ts';

const textMaxCharacters = 20_000;
const instantPattern = /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/;

/** Reads the typed cells of one row and collects what is wrong with them; a value is null when it is wrong or empty. */
export interface RowReader {
  /** A text that must not be empty. */
  text(column: string): string;
  /** A text that may be empty or whose column may be absent: then undefined. */
  optionalText(column: string): string | undefined;
  code(column: string, pattern: RegExp, example: string): string;
  oneOf<const T extends string>(column: string, values: readonly T[]): T | null;
  integer(column: string, min: number, max: number): number | null;
  optionalNumber(column: string, kind: { min: number; max: number; whole: boolean }): number | null | undefined;
  instant(column: string): Temporal.Instant | null;
  timezone(column: string): string;
  /** Notes something else that is wrong. */
  fault(column: string | null, message: string): void;
  /** True while nothing wrong was read. */
  good(): boolean;
}

/** A reader of `row` that adds to `problems`. */
export function readerOf(row: Row, problems: Problem[]): RowReader {
  let faults = 0;
  const fault = (column: string | null, message: string): void => {
    faults += 1;
    problems.push(problem(row.at, column, message));
  };
  const cell = (column: string): string => {
    const value = (row.cells.get(column) ?? '').trim();
    if (value.includes('\0')) fault(column, 'The text holds a NUL character.');
    if (value.length > textMaxCharacters) fault(column, `The text is longer than ${textMaxCharacters} characters.`);
    return value;
  };
  const text = (column: string): string => {
    const value = cell(column);
    if (value === '') fault(column, 'The value is missing.');
    return value;
  };
  return {
    text,
    optionalText: (column) => cell(column) || undefined,
    code: (column, pattern, example) => {
      const value = text(column);
      if (value !== '' && !pattern.test(value)) fault(column, `"${shown(value)}" is not a code such as ${example}.`);
      return value;
    },
    oneOf: (column, values) => {
      const value = text(column);
      const found = values.find((known) => known === value);
      if (value !== '' && found === undefined) fault(column, `"${shown(value)}" is not one of ${values.join(', ')}.`);
      return found ?? null;
    },
    integer: (column, min, max) => {
      const value = text(column);
      return value === '' ? null : numberIn(value, { min, max, whole: true }, (message) => fault(column, message));
    },
    optionalNumber: (column, kind) => {
      if (!row.cells.has(column)) return undefined;
      const value = cell(column);
      return value === '' ? null : numberIn(value, kind, (message) => fault(column, message));
    },
    instant: (column) => {
      const value = text(column);
      return value === '' ? null : instantOf(value, (message) => fault(column, message));
    },
    timezone: (column) => {
      const value = text(column);
      if (value !== '' && !isTimezone(value)) fault(column, `"${shown(value)}" is not a zone such as Europe/Paris.`);
      return value;
    },
    fault,
    good: () => faults === 0,
  };
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}

function numberIn(
  value: string,
  { min, max, whole }: { min: number; max: number; whole: boolean },
  fault: (message: string) => void,
): number | null {
  const pattern = whole ? /^-?\d{1,15}$/ : /^-?\d{1,15}(?:\.\d{1,15})?$/;
  const number = Number(value);
  if (pattern.test(value) && number >= min && number <= max) return number;
  fault(`"${shown(value)}" is not a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`);
  return null;
}

function instantOf(value: string, fault: (message: string) => void): Temporal.Instant | null {
  try {
    if (instantPattern.test(value)) return Temporal.Instant.from(value);
  } catch (error) {
    // A day or an hour that does not exist, such as 30 February.
    if (!(error instanceof RangeError)) throw error;
  }
  fault(`"${shown(value)}" is not a UTC time such as 2024-07-31T17:15:00Z.`);
  return null;
}

/** Zones that were looked up, of which there are some hundreds: a lookup takes longer than all else about a row. */
const foundZones = new Set<string>();

/** A named IANA zone; an offset such as +02:00 is none. The import checks besides that the database knows it. */
function isTimezone(value: string): boolean {
  if (foundZones.has(value)) return true;
  if (!/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/.test(value)) return false;
  try {
    const found = Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
    if (found) foundZones.add(value);
    return found;
  } catch {
    return false;
  }
}
