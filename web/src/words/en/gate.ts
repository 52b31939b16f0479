import type { GateWords } from '../fr/gate.ts';

export const gate = {
  title: 'Gate control',
} satisfies GateWords;
