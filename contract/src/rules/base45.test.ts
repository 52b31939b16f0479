import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BASE45_ALPHABET, decodeBase45, encodeBase45 } from './base45.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the vectors of RFC 9285', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('%s', (plain, encoded) => {
    expect(encodeBase45(ascii(plain))).toBe(encoded);
    expect(decodeBase45(encoded)).toEqual(ascii(plain));
  });

  test('three characters reach 65535 and no further', () => {
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(0xff, 0xff));
    expect(decodeBase45('GGW')).toBeUndefined();
  });
});

describe('strictness', () => {
  test('two characters reach 255 and no further', () => {
    expect(decodeBase45('U5')).toEqual(Uint8Array.of(0xff));
    expect(decodeBase45('V5')).toBeUndefined();
    expect(decodeBase45('::')).toBeUndefined();
  });

  test.each(['A', 'BB8A', 'bB8', 'Bb8', 'BBa', 'bb', 'BB_', 'B\u00c98', 'BB8\n', '\uff22B8', ':::'])(
    'refuses %j',
    (text) => {
      expect(decodeBase45(text)).toBeUndefined();
    },
  );

  test('the empty text is no bytes', () => {
    expect(decodeBase45('')).toEqual(new Uint8Array(0));
    expect(encodeBase45(new Uint8Array(0))).toBe('');
  });
});

describe('properties (a failure prints its seed)', () => {
  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBase45(encodeBase45(bytes))).toEqual(Uint8Array.from(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  test('what is read was written in exactly that way', () => {
    const texts = fc.string({ unit: fc.constantFrom(...BASE45_ALPHABET.split('')), maxLength: 6 });
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = decodeBase45(text);
        if (bytes === undefined) return;
        accepted += 1;
        expect(encodeBase45(bytes)).toBe(text);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });
});
