import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, type SessionCursor } from './cursor.ts';

const cursor: SessionCursor = { sort: 'price', price: 2_400, startsAtMs: 1_795_000_000_000, id: 760 };

test('a cursor is read back for the order it was made for, and only for that', () => {
  const text = encodeCursor(cursor);
  expect(text).toMatch(/^[\w-]+$/);
  expect(decodeCursor(text, 'price')).toEqual(cursor);
  expect(decodeCursor(text, 'date')).toBeNull();
});

test('anything else is no cursor', () => {
  const of = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const text of [
    '',
    'x',
    '%%%',
    of(null),
    of([]),
    of(['date', 0, 1]),
    of(['date', 0, '1', 2]),
    of(['date', 0, 1.5, 2]),
  ]) {
    expect(decodeCursor(text, 'date'), text).toBeNull();
  }
  expect(decodeCursor(`${encodeCursor(cursor)}=`, 'price')).toBeNull();
});
