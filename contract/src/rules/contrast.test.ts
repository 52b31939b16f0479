import { expect, it } from 'vitest';
import { contrast } from './contrast.ts';

it('measures as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#ffffff', '#ffffff')).toBe(1);
  expect(contrast('#1d3fbf', '#ffffff')).toBeCloseTo(8.35, 2);
  expect(contrast('#565c66', '#ffffff')).toBeCloseTo(6.7, 1);
  expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
});
