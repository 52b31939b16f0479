import { expect, test } from 'vitest';
import { colourOfSheet, colourRules, colourSheetPath } from './shop-colour.ts';

test('a colour has a sheet of its own, and its name says which', () => {
  const path = colourSheetPath('#b02e16');
  expect(path).toBe('/couleurs/b02e16.css');
  expect(colourOfSheet('b02e16.css')).toBe('#b02e16');
});

test.each(['b02e16', 'B02E16.css', 'b02e1.css', 'b02e16.css.css', '..%2f.css', ''])('%j is no sheet', (name) => {
  expect(colourOfSheet(name)).toBeNull();
});

test('nothing but a colour gets into the rules', () => {
  expect(colourRules('#b02e16')).toContain('.theme-light { --cobalt: #b02e16;');
  expect(() => colourRules('#b02e16; } body { display: none')).toThrow('not a colour');
});
