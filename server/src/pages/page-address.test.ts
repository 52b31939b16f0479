import { expect, test } from 'vitest';
import { isPageAddress } from './page-address.ts';

test('only a demonstration shows all components', () => {
  expect([isPageAddress('/dev/ui', true), isPageAddress('/dev/ui', false)]).toEqual([true, false]);
});

test.each(['/', '/epreuves?q=a', '/conditions/2026-11-23.2', '/api-des-autres', '/developpement'])(
  '%s is a page',
  (address) => {
    expect(isPageAddress(address, false)).toBe(true);
  },
);

test.each(['/api/v1/nothing', '/dev/mailbox', '/dev/ui/more', '/assets/gone.js'])(
  '%s is none, even there',
  (address) => {
    expect(isPageAddress(address, true)).toBe(false);
  },
);
