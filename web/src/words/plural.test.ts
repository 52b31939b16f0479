import { expect, it } from 'vitest';
import { plural } from './plural.ts';

it('takes 0 as singular in French and as plural in English', () => {
  expect(plural('fr', 0, 'place', 'places')).toBe('0\u00a0place');
  expect(plural('en', 0, 'place', 'places')).toBe('0\u00a0places');
});

it('groups thousands as the language does', () => {
  expect(plural('fr', 1200, 'épreuve', 'épreuves')).toBe('1\u202f200\u00a0épreuves');
  expect(plural('en', 1200, 'session', 'sessions')).toBe('1,200\u00a0sessions');
});
