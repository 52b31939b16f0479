import pg from 'pg';

/** The same server, another database. */
export function onDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A fresh database of its own for a test file: a clone of the migrated template, or of another, such as `template0`. */
export async function cloneDatabase(
  url: string,
  name: string,
  template = 'template_shop',
): Promise<{ url: string; drop(): Promise<void> }> {
  await asAdmin(url, `CREATE DATABASE "${name}" TEMPLATE ${template}`);
  return { url: onDatabase(url, name), drop: () => asAdmin(url, `DROP DATABASE "${name}" WITH (FORCE)`) };
}
