import { createHash } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { type Breaches, startBreaches } from '../../../test/breaches.ts';
import { readConfig } from '../../config.ts';
import { createLogger } from '../../platform/log.ts';
import { isBreached } from './breached-passwords.ts';

const breaches = await startBreaches();
afterAll(() => breaches.close());

const log = createLogger('silent');
const asking = { config: readConfig({ BREACHED_PASSWORDS_URL: breaches.url }), log };
const password = 'la pluie de novembre';

it('tells a breached password by the first five characters of its hash alone', async () => {
  breaches.known.add(password);
  expect(await isBreached(asking, password)).toBe(true);
  expect(await isBreached(asking, `${password} encore`)).toBe(false);
  const ranges = [password, `${password} encore`].map((each) =>
    createHash('sha1').update(each).digest('hex').toUpperCase().slice(0, 5),
  );
  expect(breaches.asked).toEqual(ranges);
});

it('knows nothing by what only pads an answer', async () => {
  breaches.padding = password;
  breaches.known.delete(password);
  expect(await isBreached(asking, password)).toBe(false);
});

it.each<Breaches['fails']>(['with 500', 'silently', 'without end'])(
  'lets everybody through where the service fails %s',
  async (fails) => {
    breaches.known.add(password);
    breaches.fails = fails;
    expect(await isBreached(asking, password)).toBe(false);
    breaches.fails = 'not';
    expect(await isBreached(asking, password)).toBe(true);
  },
);

it('asks nobody where no service is named', async () => {
  const before = breaches.asked.length;
  expect(await isBreached({ config: readConfig({}), log }, password)).toBe(false);
  expect(breaches.asked).toHaveLength(before);
});
