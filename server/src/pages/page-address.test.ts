import { expect, test } from 'vitest';
import { documentOf, isPageAddress } from './page-address.ts';

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

test.each([
  ['/controle', 'gate.html'],
  ['/controle/enroler?a=1', 'gate.html'],
  ['/controle/nowhere', 'gate.html'],
  ['/controles', 'index.html'],
  ['/en/controle', 'index.html'],
  ['/billets', 'index.html'],
])('%s is shown by %s', (address, document) => {
  expect(documentOf(address)).toBe(document);
});
