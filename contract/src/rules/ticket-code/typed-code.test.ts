import { expect, test } from 'vitest';
import vectors from '../../../test/ticket-code-vectors.json' with { type: 'json' };
import { readTypedCode } from './typed-code.ts';

const code = vectors.static_text;

test('what a reader scanned stays as it is', () => {
  expect(code).toContain(' ');
  for (const scanned of [code, `]Q1${code}`, vectors.rotating_text]) expect(readTypedCode(scanned)).toBe(scanned);
});

test('what was typed in groups becomes the code', () => {
  const marked = code.replaceAll(' ', '_');
  for (const typed of [
    marked,
    marked.toLowerCase(),
    marked.replace(/.{4}/g, '$& '),
    ` ${marked.replace(/.{24}/g, '$&\r\n')}\t`,
    marked.replace(/.{4}/g, '$&\u202f'),
  ]) {
    expect(readTypedCode(typed)).toBe(code);
  }
});

test('anything else stays as it is, to be refused as what it is', () => {
  for (const text of ['', 'abc', 'https://example.org/a_b', code.slice(1), `${code}0`])
    expect(readTypedCode(text)).toBe(text);
});
