import { expect, test } from 'vitest';
import { seenPart } from './seen-part.ts';

const picture = { width: 1280, height: 720 };

test.each([
  ['a square', { width: 358, height: 358 }, { left: 280, top: 0, width: 720, height: 720 }],
  ['a low box', { width: 576, height: 200 }, { left: 0, top: 138, width: 1280, height: 444 }],
  ['a box of the same shape', { width: 640, height: 360 }, { left: 0, top: 0, width: 1280, height: 720 }],
  ['a box that is not drawn', { width: 0, height: 0 }, { left: 0, top: 0, width: 1280, height: 720 }],
])('of a picture in %s the middle is looked at', (_name, box, part) => {
  expect(seenPart(picture, box)).toEqual(part);
});

test('a telephone that is held upright gives a high picture', () => {
  expect(seenPart({ width: 720, height: 1280 }, { width: 358, height: 358 })).toEqual({
    left: 0,
    top: 280,
    width: 720,
    height: 720,
  });
});
