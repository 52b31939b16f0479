import { describe, expect, it } from 'vitest';
import { identity } from '../../words/fr/identity.ts';
import { emailFault, newPasswordFault, passwordHint, personNameFault } from './password-rules.ts';

describe('a new password', () => {
  it('is accompanied kindly, from the rule to its end', () => {
    const { strength } = identity;
    expect(passwordHint('', strength)).toBe(strength.none(12));
    expect(passwordHint('0123456789', strength)).toBe('Encore 2\u00a0caractères.');
    expect(passwordHint('0123456789é', strength)).toBe('Encore 1\u00a0caractère.');
    expect(passwordHint('0123456789ab', strength)).toBe(strength.good);
    expect(passwordHint('0123456789abcdefghij', strength)).toBe(strength.strong);
  });

  it('needs twelve characters, an emoji being one, and no more than 200', () => {
    const { faults } = identity;
    expect(newPasswordFault('🎟'.repeat(12), faults)).toBeUndefined();
    expect(newPasswordFault('🎟'.repeat(11), faults)).toBe(faults.passwordShort(12, 1));
    expect(newPasswordFault('x'.repeat(201), faults)).toBe(faults.passwordLong(200));
  });
});

it('finds what to correct in names and addresses', () => {
  const { faults } = identity;
  expect(personNameFault(' ', 'missing', faults)).toBe('missing');
  expect(personNameFault('x'.repeat(81), 'missing', faults)).toBe(faults.nameTooLong(80));
  expect(personNameFault('李', 'missing', faults)).toBeUndefined();
  expect(emailFault('ana@example', faults)).toBe(faults.email);
  expect(emailFault(' ana@example.org ', faults)).toBeUndefined();
});
