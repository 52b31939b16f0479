import { expect, test } from 'vitest';
import { randomBytes, uuidv7 } from './random.ts';
import { SealError } from './seal.ts';
import { openText, sealText } from './seal-text.ts';

const key = randomBytes(32);
const texts = ['', 'a', 'Łukasz Nguyễn 🎫', 'x'.repeat(10_000)];

test('opens what was sealed, and seals the same text differently each time', () => {
  const place = { column: 'accounts.accounts.email', rowId: uuidv7() };
  for (const text of texts) expect(openText(key, place, sealText(key, place, text))).toBe(text);
  const many = new Set(Array.from({ length: 1_000 }, () => sealText(key, place, 'ana@example.org')));
  expect(many.size).toBe(1_000);
});

test('a text moved to another row, column, key or key version does not open, nor a changed one', () => {
  const columns = ['accounts.accounts.email', 'accounts.accounts.first_name', 'accounts.registrations.first_name'];
  const places = columns.flatMap((column) => Array.from({ length: 5 }, () => ({ column, rowId: uuidv7() })));
  for (const from of places) {
    const sealed = sealText(key, from, 'Ana');
    for (const to of places) {
      if (to !== from) expect(() => openText(key, to, sealed)).toThrow(SealError);
    }
    expect(() => openText(randomBytes(32), from, sealed)).toThrow(SealError);
    const bytes = Buffer.from(sealed, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      expect(() => openText(key, from, changed.toString('base64'))).toThrow(SealError);
    }
  }
  expect(() => openText(key, { column: 'a', rowId: 'b' }, '')).toThrow(SealError);
});
