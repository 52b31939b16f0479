import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { onePng, pngChunk, smallPng } from '../../../../test/small-png.ts';
import { cleanPng } from './clean-png.ts';

const most = { width: 1_200, height: 600 };

it('keeps a picture as it is', async () => {
  expect(cleanPng(smallPng, most)).toEqual({ png: smallPng, width: 8, height: 4 });
  const real = await readFile(new URL('../../../../../web/public/controle-192.png', import.meta.url));
  expect(cleanPng(real, most)).toMatchObject({ width: 192, height: 192 });
});

it('takes out what is not the picture', () => {
  const more = [
    pngChunk('tEXt', Buffer.from('Comment\0<script>alert(1)</script>')),
    pngChunk('eXIf', Buffer.alloc(20)),
  ];
  const polyglot = Buffer.concat([onePng({ more }), Buffer.from('<svg onload=alert(1)>')]);
  expect(cleanPng(polyglot, most)?.png).toEqual(smallPng);
});

it.each([
  ['no PNG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['nothing', Buffer.alloc(0)],
  ['its first bytes only', smallPng.subarray(0, 20)],
  ['no end', smallPng.subarray(0, -12)],
  ['a broken checksum', Buffer.from(smallPng).fill(1, 20, 21)],
  ['fewer pixels than it says', onePng({ pixels: 8 })],
  ['more pixels than it says', onePng({ pixels: 80 })],
  ['more than fits', onePng({ width: 1_201, height: 1 })],
  [
    'a part that says to be longer than the file',
    Buffer.concat([smallPng.subarray(0, 33), Buffer.from('7fffffff49444154', 'hex')]),
  ],
])('refuses %s', (_what, bytes) => {
  expect(cleanPng(bytes, most)).toBeNull();
});
