import { readFileSync } from 'node:fs';
import { contrast } from '@og-tickets/contract/rules/contrast.ts';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colours of each block that sets `--page`, in the order of the file: light, dark by the system, dark by class. */
const blocks = [...css.matchAll(/\{([^{}]*--page:[^{}]*)\}/g)].map((block) => colours(block[1] ?? ''));
const gate = colours(/\{([^{}]*--gate-ok:[^{}]*)\}/.exec(css)?.[1] ?? '');

function colours(block: string): Map<string, string> {
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((set) => [set[1] ?? '', set[2] ?? '']));
}

const TEXT_PAIRS = [
  ['ink', 'page'],
  ['ink', 'paper'],
  ['muted', 'page'],
  ['muted', 'paper'],
  ['cobalt', 'page'],
  ['cobalt', 'paper'],
  ['cobalt', 'cobalt-tint'],
  ['cobalt-strong', 'cobalt-tint'],
  ['on-cobalt', 'cobalt'],
  ['on-cobalt', 'cobalt-strong'],
  ['coral', 'page'],
  ['coral', 'paper'],
  ['coral', 'coral-tint'],
  ['coral-strong', 'coral-tint'],
  ['leaf', 'paper'],
  ['leaf', 'leaf-tint'],
  ['amber', 'paper'],
  ['amber', 'amber-tint'],
  ['ink', 'cobalt-tint'],
  ['ink', 'coral-tint'],
  ['ink', 'leaf-tint'],
  ['ink', 'amber-tint'],
] as const;

const [light, darkBySystem, darkByClass] = blocks;

describe('the colour tokens', () => {
  it('measure black on white as 21', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  });

  it('are the same in both dark blocks', () => {
    expect(blocks).toHaveLength(3);
    expect([...(darkByClass ?? [])]).toEqual([...(darkBySystem ?? [])]);
    expect([...(darkByClass ?? []).keys()]).toEqual([...(light ?? []).keys()]);
  });

  describe.each([
    ['light', light],
    ['dark', darkByClass],
  ] as const)('%s', (_name, theme) => {
    it.each(TEXT_PAIRS)('%s on %s can be read', (text, background) => {
      expect(contrast(theme?.get(text) ?? '', theme?.get(background) ?? '')).toBeGreaterThanOrEqual(4.5);
    });

    it.each(['page', 'paper'])('the edge of a field stands out from %s', (background) => {
      expect(contrast(theme?.get('field') ?? '', theme?.get(background) ?? '')).toBeGreaterThanOrEqual(3);
    });
  });

  it.each([...gate])('white on %s can be read', (_name, colour) => {
    expect(contrast('#ffffff', colour)).toBeGreaterThanOrEqual(4.5);
  });

  it('name four gate verdicts', () => {
    expect(gate.size).toBe(4);
  });
});
