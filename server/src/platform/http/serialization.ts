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

/** Replies that nobody has sent yet, the routes declared first first. */
const waiting: (() => unknown)[] = [];

/** Compiles one after the other, each by a timer of its own: calls that come meanwhile wait for one at most, and no round of theirs grows. */
function compileNext(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setTimeout(compileNext).unref();
}

/**
 * Compiles what a route answers with for Fastify, as the framework would by itself, but after the server has started: all of them
 * take half a second, which is most of what it needs to start. A reply that is sent before its turn is compiled then; were all
 * left to their first call, the first page of a visitor would keep a round busy for so long that the calls behind it are
 * turned away.
 */
export const compileReply: FastifySerializerCompiler<object> = ({ schema }) => {
  let serialize: Serialize | null = null;
  const compiledNow = () => (serialize ??= serializerOf(schema));
  if (waiting.push(compiledNow) === 1) setTimeout(compileNext).unref();
  return (body: unknown) => compiledNow()(body);
};
