import { expect, test } from 'vitest';
import { nearWords, vocabularyOf } from './near-words.ts';

const vocabulary = vocabularyOf([
  'escrime grand palais paris epee',
  'escrime fleuret',
  'badminton arena porte chapelle',
  'gymnastique artistique bercy arena',
  'volleyball tennis basketball jud02',
  'athletisme stade france saint denis',
]);

test.each([
  ['escrmie', ['escrime']],
  ['excrime', ['escrime']],
  ['badmington', ['badminton']],
  ['atletisme', ['athletisme']],
  ['gymnastic', ['gymnastique']],
  ['tenis', ['tennis']],
  ['wolley', ['volleyball']],
  ['bersy', ['bercy']],
])('%s may mean %j', (typed, meant) => {
  expect(nearWords(typed, vocabulary)).toEqual(meant);
});

test.each(['escrime', 'escr', 'ball', 'jud03', 'jud', 'x', 'natation', 'grand'])('%s is taken as it is', (typed) => {
  expect(nearWords(typed, vocabulary)).toEqual([]);
});

test('one slip in any word of seven letters or more finds it again', () => {
  const known = [...vocabulary.keys()];
  for (const word of known.filter(({ length }) => length >= 7)) {
    for (let at = 0; at < word.length - 1; at += 1) {
      const [start, one, two, end] = [word.slice(0, at), word[at] ?? '', word[at + 1] ?? '', word.slice(at + 2)];
      for (const typed of [start + two + end, start + one + one + two + end, start + two + one + end]) {
        const asIs = known.some((other) => other.includes(typed));
        expect(asIs || nearWords(typed, vocabulary).includes(word), `${typed} for ${word}`).toBe(true);
      }
    }
  }
});
