import type { RetakeWords } from '../fr/retake.ts';

export const retake = {
  expiredTitle: 'The time for your reservation is over',
  expiredText: 'Your choices are kept, but others may have taken the places.',
  retake: 'Take these places again',
  retaken: 'Your places are held again.',
  retakeLost: 'Not enough places are left for:',
  retakeHint: 'Choose fewer places, or remove these lines.',
  retakePartly: 'Not all places could be taken again:',
  retakeLess: (line: string, before: number, after: number) => `${line}: ${after} instead of ${before}`,
  line: (offer: string, category: string) => `${offer}, category ${category}`,
} satisfies RetakeWords;
