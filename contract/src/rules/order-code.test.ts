import { expect, test } from 'vitest';
import { normalizeOrderCode, orderCodeAlphabet } from './order-code.ts';

test('a code is read as people write it', () => {
  expect(normalizeOrderCode('AZSG37')).toBe('AZSG37');
  expect(normalizeOrderCode(' azsg-37 ')).toBe('AZSG37');
  expect(normalizeOrderCode('425637')).toBe('AZSG37');
});

test('what cannot be a code is none', () => {
  for (const typed of ['', 'AZSG3', 'AZSG377', 'AZSG3O', 'AZSG31', 'AZSG30', 'AZSG3I', 'ÄZSG37', 'AZSG3_']) {
    expect(normalizeOrderCode(typed), typed).toBeNull();
  }
});

test('the alphabet has each sign once and none that is corrected to another', () => {
  expect(new Set(orderCodeAlphabet).size).toBe(orderCodeAlphabet.length);
  for (const sign of orderCodeAlphabet) expect(normalizeOrderCode(sign.repeat(6))).toBe(sign.repeat(6));
});
