import buildSerializer, { type Schema } from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';

type Serialize = (body: unknown) => string;

/** Schemas are constants of the contract: whatever servers a process starts, each is compiled once. */
const compiled = new WeakMap<object, Serialize>();

/** The serialiser of a schema of the contract; writes only what the schema names. */
export function serializerOf(schema: object): Serialize {
  // What the contract's types make is JSON Schema.
  const found = compiled.get(schema) ?? buildSerializer(schema as Schema);
  compiled.set(schema, found);
  return found;
}

/**
 * Compiles what a route answers with for Fastify, as the framework would by itself, but at the route's first reply: all of them
 * take half a second, which is most of what a server needs to start.
 */
export const compileReply: FastifySerializerCompiler<object> = ({ schema }) => {
  let serialize: Serialize | null = null;
  return (body: unknown) => (serialize ??= serializerOf(schema))(body);
};
