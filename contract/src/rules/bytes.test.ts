import { expect, test } from 'vitest';
import { bytesToHex, bytesToUuid, concatBytes, equalBytes, hexToBytes, uuidToBytes } from './bytes.ts';

test('equality sees every byte and the length', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(equalBytes(bytes, Uint8Array.of(1, 2, 3))).toBe(true);
  expect(equalBytes(new Uint8Array(0), new Uint8Array(0))).toBe(true);
  for (const other of [[0, 2, 3], [1, 0, 3], [1, 2, 0], [1, 2], [1, 2, 3, 0], []]) {
    expect(equalBytes(bytes, Uint8Array.from(other))).toBe(false);
  }
});

test('joining copies', () => {
  const part = Uint8Array.of(1, 2);
  const joined = concatBytes(part, new Uint8Array(0), Uint8Array.of(3));
  part[0] = 9;
  expect(joined).toEqual(Uint8Array.of(1, 2, 3));
});

test('hexadecimal there and back', () => {
  expect(bytesToHex(Uint8Array.of(0, 0xab, 0xff))).toBe('00abff');
  expect(hexToBytes('00ABff')).toEqual(Uint8Array.of(0, 0xab, 0xff));
  for (const text of ['0', 'zz', '0x', ' 0']) expect(() => hexToBytes(text)).toThrow(TypeError);
});

test('UUIDs there and back, lower case', () => {
  const uuid = '3f2b8c1e-5d4a-4b6c-9e7f-001122334455';
  expect(bytesToUuid(uuidToBytes(uuid.toUpperCase()))).toBe(uuid);
  expect(uuidToBytes(uuid)).toEqual(hexToBytes(uuid.replaceAll('-', '')));
  for (const text of ['', `${uuid}0`, uuid.replaceAll('-', ''), uuid.replace('3', 'g')]) {
    expect(() => uuidToBytes(text)).toThrow(TypeError);
  }
  expect(() => bytesToUuid(new Uint8Array(15))).toThrow(TypeError);
});
