import { expect, test } from 'vitest';
import { checkRepository } from './repository.ts';

test.each([
  ['web/src/words/fr/shop.ts', 'Billets des Jeux olympiques'],
  ['web/public/logo.svg', '<svg><title>Paris 2024</title></svg>'],
  ['README.md', 'Les JO chez vous'],
  ['web/public/phryges.svg', '<svg/>'],
])('a protected mark in %s is found', (file, text) => {
  expect(checkRepository([file], () => text)).toEqual([expect.stringContaining('mark')]);
});

test('words that only look like one are let through', () => {
  expect(checkRepository(['README.md'], () => 'José joue, job, Joanna; mars 2024')).toEqual([]);
});
