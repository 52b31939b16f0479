import pg from 'pg';

/**
 * A client of its own for work that takes as long as it takes: no limit ends its statements, on either side. The caller ends it.
 * `where` may be the options of a pool.
 */
export async function openPatientClient(
  { connectionString }: Pick<pg.ClientConfig, 'connectionString'>,
  applicationName: string,
): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: applicationName, keepAlive: true });
  // What it was doing fails; without a listener the process would end as well.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('SET statement_timeout = 0');
  await client.query('SET idle_in_transaction_session_timeout = 0');
  return client;
}
