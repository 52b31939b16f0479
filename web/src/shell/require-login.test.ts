import { expect, it } from 'vitest';
import { readSuite } from './require-login.ts';

it.each(['/billets', '/epreuves?sport=BKB&tri=prix', '/commande#paiement'])('goes on to %s', (suite) => {
  expect(readSuite({ suite })).toEqual({ suite });
});

it.each(['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://evil.example', 'billets', '', 7, undefined])(
  'goes nowhere for %j',
  (suite) => {
    expect(readSuite({ suite })).toEqual({});
  },
);
