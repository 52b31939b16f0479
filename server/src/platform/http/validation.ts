import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

// A body says exactly what it means: nothing is converted, and a field that the contract lacks is refused by name.
// Everything in a query or a path arrives as text, so there numbers and booleans are read from it.
const exact = new Ajv({ allErrors: true, strict: false, coerceTypes: false });
const fromText = new Ajv({ allErrors: true, strict: false, coerceTypes: true });
// allErrors is bounded: bodies are at most 64 kB and no schema of the contract is recursive.
for (const ajv of [exact, fromText]) addFormats.default(ajv, ['uuid', 'email', 'date', 'date-time']);

/** Compiles the contract's schemas for Fastify. */
export const compileSchema: FastifySchemaCompiler<object> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? exact : fromText).compile(schema);
