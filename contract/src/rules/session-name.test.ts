import { expect, test } from 'vitest';
import { sessionName } from './session-name.ts';

test('the sport is said once, wherever the title says it', () => {
  expect(sessionName({ sportName: 'Judo', title: 'JUDO -48 kg, finale' })).toBe('JUDO -48 kg, finale');
  expect(sessionName({ sportName: 'Football', title: 'Men’s football, match 5' })).toBe('Men’s football, match 5');
});

test('it is added to a title that does not say it', () => {
  expect(sessionName({ sportName: 'Natation', title: '400 m quatre nages' })).toBe('Natation, 400 m quatre nages');
});
