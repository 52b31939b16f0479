import { expect, it } from 'vitest';
import { readSeen, withSeen } from './seen-sessions.ts';

it('keeps each session once, the last one first, and eight at most', () => {
  expect(withSeen(['A', 'B', 'C'], 'B')).toEqual(['B', 'A', 'C']);
  expect(withSeen(['1', '2', '3', '4', '5', '6', '7', '8'], '9')).toEqual(['9', '1', '2', '3', '4', '5', '6', '7']);
});

it.each([null, 'no json', '{"a":1}', '[1,null]', '["../x","<b>"]'])('reads nothing in %j', (text) => {
  expect(readSeen(text)).toEqual([]);
});

it('reads what it has written', () => {
  expect(readSeen('["BKB01","PWBK26"]')).toEqual(['BKB01', 'PWBK26']);
});
