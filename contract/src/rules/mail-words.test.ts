import { expect, it } from 'vitest';
import { fillIn, mailKinds, placeholdersOf, wordsFault } from './mail-words.ts';

it('lets in what a mail knows, and names the first thing that it does not', () => {
  expect(wordsFault('order_paid', 'opening', 'Merci, {order} chez {shop} : {amount}')).toBeNull();
  for (const text of [
    '{nom}',
    '{constructor}',
    'a { b',
    'a } b',
    '{{order}}',
    '{ order }',
    '{Order}',
    '{newDate}',
    '${x}',
  ]) {
    expect(wordsFault('order_paid', 'closing', text), text).toMatchObject({ kind: 'unknown' });
  }
});

it('wants an opening to say what the mail is for', () => {
  expect(wordsFault('session_moved', 'opening', '{session} a changé')).toEqual({
    kind: 'missing',
    placeholder: 'newDate',
  });
  expect(wordsFault('session_moved', 'closing', 'À bientôt')).toBeNull();
  for (const kind of mailKinds)
    expect(placeholdersOf[kind].may).toEqual(expect.arrayContaining([...placeholdersOf[kind].must]));
});

it('puts values in once', () => {
  expect(fillIn('{order} {shop} {amount}', { order: '{shop}', shop: 'Nord' })).toBe('{shop} Nord {amount}');
});
