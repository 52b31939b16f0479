import { expect, test } from 'vitest';
import { normalizeSearch, searchTextOf, searchWords } from './search.ts';

test('accents, case, ligatures and punctuation make no difference', () => {
  expect(normalizeSearch('  Épée — « Œuvre » N°5, -48 kg (1/16) ')).toBe('epee oeuvre n 5 48 kg 1 16');
  expect(normalizeSearch('Saint-Étienne')).toBe(normalizeSearch('SAINT ETIENNE'));
  expect(normalizeSearch('Villeneuve-d’Ascq')).toBe(normalizeSearch("villeneuve d'ascq"));
  expect(normalizeSearch('Straße Ærø')).toBe('strasse aero');
});

test('words hold no wildcard of LIKE and each stands once', () => {
  expect(searchWords('50% _judo_ Judo \\')).toEqual(['50', 'judo']);
  expect(searchWords('!?')).toEqual([]);
  expect(searchWords(Array.from({ length: 40 }, (_, index) => `w${index}`).join(' '))).toHaveLength(12);
});

test('the text of a session holds each word of its parts once', () => {
  expect(searchTextOf(['BKB14', 'Basketball hommes', 'Basketball', null, 'Lille'])).toBe(
    'bkb14 basketball hommes lille',
  );
});
