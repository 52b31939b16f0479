import { expect, it } from 'vitest';
import { readDraft } from './draft.ts';

const empty = { email: '', firstName: '' };

it('gives back what was typed', () => {
  expect(readDraft('{"email":"a@b.fr","firstName":"Zoé"}', empty)).toEqual({ email: 'a@b.fr', firstName: 'Zoé' });
});

it.each([null, '', '{', 'null', '7', '[]', '{"email":7,"other":"x","__proto__":{"firstName":"y"}}'])(
  'takes nothing from %s',
  (stored) => {
    expect(readDraft(stored, empty)).toEqual(empty);
  },
);
