import { sql } from 'kysely';
import { randomToken } from '../../src/platform/keys/random.ts';
import type { Platform } from '../../src/platform/platform.ts';

/** Lets a table refuse rows as a type or a constraint does: with `text` in the message and in its detail. Returns what ends it. */
export async function refuseRows(db: Platform['db'], table: string, text: string): Promise<() => Promise<void>> {
  const name = `refuse_${randomToken(128).replaceAll('-', '_')}`;
  const detail = sql.lit(`Failing row contains (${text}).`);
  await sql`CREATE FUNCTION public.${sql.ref(name)}() RETURNS trigger LANGUAGE plpgsql AS ${sql.raw(
    `$f$ BEGIN RAISE invalid_text_representation USING MESSAGE = 'invalid input syntax for type uuid: "${text}"', DETAIL = `,
  )}${detail}${sql.raw('; END $f$')}`.execute(db);
  await sql`CREATE TRIGGER ${sql.ref(name)} BEFORE INSERT ON ${sql.table(table)}
    FOR EACH ROW EXECUTE FUNCTION public.${sql.ref(name)}()`.execute(db);
  return async () => {
    await sql`DROP FUNCTION public.${sql.ref(name)}() CASCADE`.execute(db);
  };
}
