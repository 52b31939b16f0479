import type { SessionList } from '@og-tickets/contract/catalog.ts';
import { expect, test } from 'vitest';
import { suggestedOf } from './suggested.ts';

function reply(readAs: string | null = null): SessionList {
  const sports = ['Basketball', 'Basketball 3x3', 'Épée', 'Para judo', 'Judo'].map((name) => ({
    code: name,
    name,
    count: 2,
  }));
  const venues = ['Stade Pierre Mauroy', 'Champ de Mars Arena'].map((name) => ({ code: name, name, count: 3 }));
  const facets = { sports, venues, days: [], available: 4, accessible: 1 };
  return { items: [], total: 4, nextCursor: null, readAs, facets };
}

const names = (typed: string, readAs?: string) => {
  const { sports, venues } = suggestedOf(typed, reply(readAs));
  return [...sports, ...venues].map(({ name }) => name);
};

test.each([
  ['bask', ['Basketball', 'Basketball 3x3']],
  ['3X3 basket', ['Basketball 3x3']],
  ['epee', ['Épée']],
  ['mauroy', ['Stade Pierre Mauroy']],
  ['judo', ['Judo', 'Para judo']],
  ['ball', []],
  ['judo mars', []],
])('%s means %j', (typed, found) => {
  expect(names(typed)).toEqual(found);
});

test('what is misspelt means what was looked for instead', () => {
  expect(names('jduo', 'judo')).toEqual(['Judo', 'Para judo']);
});
