import { expect, test } from 'vitest';
import { shopWords } from '../../words/shop.ts';
import { openingText } from './opening-text.ts';

test.each([
  [1, '00:00:01'],
  [3_599, '00:59:59'],
  [86_399, '23:59:59'],
  [86_400, '1\u00a0jour, 00:00:00'],
  [3 * 86_400 + 4 * 3_600 + 5 * 60 + 6, '3\u00a0jours, 04:05:06'],
])('%i seconds', (seconds, text) => {
  expect(openingText(seconds, shopWords.fr.session.states.opensDays)).toBe(text);
});
