import { scannedText } from '@og-tickets/contract/common.ts';
import { Ajv, type DefinedError } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

// A body says exactly what it means: nothing is converted, and a field that the contract lacks is refused by name.
// Everything in a query or a path arrives as text, so there numbers and booleans are read from it.
const exact = new Ajv({ allErrors: true, strict: false, coerceTypes: false });
const fromText = new Ajv({ allErrors: true, strict: false, coerceTypes: true });
// allErrors is bounded: bodies are at most 64 kB and no schema of the contract is recursive.

/** The formats of RFC 3339 as they are. */
const written = new Ajv();
addFormats.default(written, ['date', 'date-time']);
for (const ajv of [exact, fromText]) {
  addFormats.default(ajv, ['uuid', 'email']);
  for (const format of ['date', 'date-time']) ajv.addFormat(format, storableMoment(format));
  ajv.addFormat(scannedText, true);
}

/** Compiles the contract's schemas for Fastify, which reads the faults from the function that it gets. */
export const compileSchema: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const follows = (httpPart === 'body' ? exact : fromText).compile(schema);
  const scanned = new Set(placesOf(schema));
  const check = (value: unknown): boolean => {
    const unstorable = follows(value) ? unstorableText(value, scanned) : null;
    check.errors = unstorable === null ? follows.errors : [faultAt(unstorable)];
    return check.errors === null || check.errors === undefined;
  };
  check.errors = follows.errors;
  return check;
};

/** A format of RFC 3339 less what `Date` or a database cannot hold: leap seconds, the year 0, the year 10000. */
function storableMoment(format: string): (text: string) => boolean {
  const isWritten = written.compile({ type: 'string', format });
  return (text) => {
    const year = isWritten(text) ? new Date(text).getUTCFullYear() : Number.NaN;
    return year >= 1 && year <= 9999;
  };
}

/**
 * Where a text stands that PostgreSQL cannot keep: with the letter U+0000, or half of a pair of surrogates. Null when there is none.
 * A name of a field counts too; what a scanner read does not.
 */
function unstorableText(value: unknown, scanned: ReadonlySet<string>): string | null {
  // No recursion: what a schema leaves open may be deep.
  const left: [at: string, value: unknown][] = [['', value]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [at, part] = next;
    if (typeof part === 'string' && !isStorable(part) && !scanned.has(inAnyRow(at))) return at;
    if (typeof part !== 'object' || part === null) continue;
    for (const [name, inner] of Object.entries(part)) {
      if (!isStorable(name)) return at;
      left.push([`${at}/${name}`, inner]);
    }
  }
  return null;
}

/** The places of a schema where scanned texts stand, such as `/scans/#/code`: in fields and in the rows of lists. */
function placesOf(schema: object, at = ''): string[] {
  const { format, properties, items }: { format?: string; properties?: Record<string, object>; items?: object } =
    schema;
  if (format === scannedText) return [at];
  const inFields = Object.entries(properties ?? {}).flatMap(([name, inner]) => placesOf(inner, `${at}/${name}`));
  return items === undefined ? inFields : [...inFields, ...placesOf(items, `${at}/#`)];
}

function inAnyRow(at: string): string {
  return at.replaceAll(/\/\d+(?=\/|$)/g, '/#');
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function faultAt(instancePath: string): DefinedError {
  return { instancePath, keyword: 'format', schemaPath: '#', params: { format: 'text' } };
}
