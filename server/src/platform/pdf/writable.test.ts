import { expect, test } from 'vitest';
import { canWrite } from './fonts.ts';
import { makeWritable } from './writable.ts';

const ofPage = (text: string) => makeWritable(text, canWrite);

test('a text that the fonts can write stays, composed', () => {
  expect(ofPage('Zoë O’Brien-Łuczak')).toEqual({ text: 'Zoë O’Brien-Łuczak', complete: true });
  expect(ofPage('Zoe\u0308 Nguye\u0302\u0303n')).toEqual({ text: 'Zoë Nguyễn', complete: true });
  expect(ofPage('90,00\u202f€ à 19\u00a0h')).toEqual({ text: '90,00\u202f€ à 19\u00a0h', complete: true });
});

test('nothing hidden comes through: controls, zero widths, turns of direction', () => {
  expect(ofPage('An\u0000a\u200b \u202eMar\u00adtín\u2066\ufeff')).toEqual({ text: 'Ana Martín', complete: true });
  expect(ofPage('An\ta\nMar\u2003tín')).toEqual({ text: 'An a Mar tín', complete: true });
});

test('a letter that no font has loses its marks, or a stretch of them becomes one sign', () => {
  expect(ofPage('Ａｎａ')).toEqual({ text: 'Ana', complete: false });
  expect(ofPage('山田 太郎 Ana')).toEqual({ text: '… Ana', complete: false });
  expect(ofPage('😀')).toEqual({ text: '…', complete: false });
  expect(ofPage('\ud800')).toEqual({ text: '…', complete: false });
  expect(ofPage('')).toEqual({ text: '', complete: true });
});
