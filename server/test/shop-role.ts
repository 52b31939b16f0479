import pg from 'pg';
import { allowShop } from '../src/platform/database/shop-role.ts';
import { randomToken } from '../src/platform/keys/random.ts';

/** A role that may do what a shop does in a database, and no more. Drop the database before it. */
export interface ShopRole {
  name: string;
  /** The database, as this role. */
  url: string;
  drop(): Promise<void>;
}

/** Makes one for a database, as its owner. `admin` is another database of the same server. */
export async function makeShopRole(owner: string, admin: string): Promise<ShopRole> {
  const name = `shop_${randomToken(128).toLowerCase()}`;
  const password = randomToken(128);
  await once(admin, `CREATE ROLE "${name}" LOGIN PASSWORD '${password}'`);
  await allowShop({ connectionString: owner }, name);
  const url = new URL(owner);
  [url.username, url.password] = [name, password];
  return { name, url: url.href, drop: () => once(admin, `DROP ROLE "${name}"`) };
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
