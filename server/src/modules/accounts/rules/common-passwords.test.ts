import { describe, expect, it } from 'vitest';
import { commonPasswordCount, isCommonPassword } from './common-passwords.ts';

const ana = { email: 'ana.martin@example.org', firstName: 'Ana', lastName: 'Martín' };

describe('common passwords', () => {
  it('are a list of more than a thousand', () => {
    expect(commonPasswordCount).toBeGreaterThan(1_000);
  });

  it.each([
    'motdepasse123',
    'MotDePasse123!',
    'P@ssw0rd2024!!',
    'password1234',
    'azertyuiop12',
    'azertyuiopqs',
    '123456789012',
    '098765432109',
    '1q2w3e4r5t6y',
    'iloveyou2024',
    'Marseille 1993',
    'soleilsoleil',
    'administrator',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'abcdefghijkl',
    '!!!!!!!!!!!!',
    'ｐａｓｓｗｏｒｄ１２３４',
  ])('holds %s', (password) => {
    expect(isCommonPassword(password, ana)).toBe(true);
  });

  it.each(['ana.martin@example.org', 'Ana.Martin1990', 'AnaMartín2024!', 'martínmartín', 'MartínAna-1985'])(
    'holds what is known of the person: %s',
    (password) => {
      expect(isCommonPassword(password, ana)).toBe(true);
    },
  );

  it.each([
    'le chat dort sur le toit',
    'Vb7#kq-2Lw!xzR',
    'trois-canards-bleus',
    'ana aime la mer calme',
    'bako-tumi-resa-dolu',
  ])('does not hold %s', (password) => {
    expect(isCommonPassword(password, ana)).toBe(false);
  });
});
