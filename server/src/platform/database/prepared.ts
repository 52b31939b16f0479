import { createHash } from 'node:crypto';
import type pg from 'pg';
import { sql } from 'kysely';

const mark = '/* prepared */';

/**
 * Begins a statement that a connection parses and plans once and not with each call: for the few that a rush runs hundreds
 * of times a second, whose text never changes and which have one sensible plan however much the tables hold.
 */
export const prepared = sql.raw(mark);

/** Names by text: as many as there are marked statements in the program. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `og_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  names.set(text, name);
  return name;
}

/** Has a connection send marked statements under a name, which is what makes the server keep them. */
export function keepPrepared(client: pg.ClientBase): void {
  const query = client.query.bind(client);
  const send = (...given: unknown[]): unknown => {
    const [text, values, ...others] = given;
    const isMarked = typeof text === 'string' && text.startsWith(mark) && others.length === 0;
    return Reflect.apply(query, undefined, isMarked ? [{ name: nameOf(text), text, values }] : given);
  };
  Object.defineProperty(client, 'query', { value: send });
}
