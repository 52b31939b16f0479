import { argon2, argon2Sync } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../platform/http/refusal.ts';
import { PasswordHasher } from './password-hasher.ts';

const password = 'le chat dort sur le toit';

async function hashOf(hasher: PasswordHasher, text: string): Promise<string> {
  const hash = await hasher.hash(text);
  if (isRefusal(hash)) throw new Error(hash.code);
  return hash;
}

describe('PasswordHasher', () => {
  it('makes an argon2id hash of the promised cost, with a new salt each time', async () => {
    const hasher = new PasswordHasher();
    const [one, other] = [await hashOf(hasher, password), await hashOf(hasher, password)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(other);
    expect(await hasher.verify(password, one)).toBe(true);
    expect(await hasher.verify(`${password}.`, one)).toBe(false);
  });

  it('takes a password typed as other code points for the same', async () => {
    const hasher = new PasswordHasher();
    const hash = await hashOf(hasher, 'mot de passe d’été'.normalize('NFD'));
    expect(await hasher.verify('mot de passe d’été'.normalize('NFC'), hash)).toBe(true);
  });

  it('checks a hash by the cost written in it', async () => {
    const salt = Buffer.from('sixteen bytes ..');
    const tag = argon2Sync('argon2id', {
      message: password,
      nonce: salt,
      parallelism: 1,
      tagLength: 24,
      memory: 8_192,
      passes: 3,
    });
    const hash = `$argon2id$v=19$m=8192,t=3,p=1$${salt.toString('base64').replaceAll('=', '')}$${tag.toString('base64')}`;
    const hasher = new PasswordHasher();
    expect(await hasher.verify(password, hash)).toBe(true);
    expect(await hasher.verify('another one', hash)).toBe(false);
    await expect(hasher.verify(password, '$argon2i$v=19$m=8192,t=3,p=1$aaaa$bbbb')).rejects.toThrow('PHC');
  });

  it('does the same work for an account that does not exist, and never says yes', async () => {
    const costs: unknown[] = [];
    const hasher = new PasswordHasher(({ message, nonce, ...cost }) => {
      costs.push(cost);
      return promisify(argon2)('argon2id', { message, nonce, ...cost });
    });
    const hash = await hashOf(hasher, password);
    expect(await hasher.verify(password, hash)).toBe(true);
    expect(await hasher.verify(password, null)).toBe(false);
    expect(costs[2]).toEqual(costs[1]);
    const allZero = new PasswordHasher(async ({ tagLength }) => Buffer.alloc(tagLength));
    expect(await allZero.verify(password, null)).toBe(false);
  });

  it('hashes two at once, lets fifty wait and refuses the rest, then goes on', async () => {
    let atWork = 0;
    let most = 0;
    const hasher = new PasswordHasher(async ({ tagLength }) => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setTimeout(resolve, 1));
      atWork -= 1;
      return Buffer.alloc(tagLength);
    });
    const results = await Promise.all(Array.from({ length: 60 }, () => hasher.hash(password)));
    const refusals = results.filter(isRefusal);
    expect(most).toBe(2);
    expect(refusals).toHaveLength(8);
    expect(refusals[0]).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
    expect(isRefusal(await hasher.hash(password))).toBe(false);
  });

  it('hashes one at once in a rush, rests in between, answers all who wait and says to others how long that takes', async () => {
    let atWork = 0;
    let most = 0;
    let isRush = true;
    const began: number[] = [];
    const hasher = new PasswordHasher(
      async ({ tagLength }) => {
        began.push(performance.now());
        most = Math.max(most, ++atWork);
        await new Promise((resolve) => setTimeout(resolve, 4));
        atWork -= 1;
        return Buffer.alloc(tagLength);
      },
      () => isRush,
    );
    for (let one = 0; one < 5; one += 1) await hasher.hash(password);
    const gaps = began.slice(1).map((atMs, index) => atMs - (began[index] ?? 0));
    // A timer never rings early, but by a rounded millisecond.
    expect(Math.min(...gaps)).toBeGreaterThan(4 * 4 - 2);
    const results = Array.from({ length: 55 }, () => hasher.hash(password));
    const late = await results.at(-1);
    expect(late).toMatchObject({ code: 'rate_limited' });
    expect(isRefusal(late) ? late.retryAfterSeconds : 0).toBeGreaterThanOrEqual(1);
    expect(most).toBe(1);
    isRush = false;
    // The one place is at rest: fifty wait.
    expect((await Promise.all(results)).filter(isRefusal)).toHaveLength(5);
    expect(most).toBe(2);
  });

  it('frees its place when a hash fails', async () => {
    const hasher = new PasswordHasher(() => Promise.reject(new Error('out of memory')));
    for (let i = 0; i < 60; i += 1) await expect(hasher.hash(password)).rejects.toThrow('out of memory');
  });

  it('lets browsers that are known go before all others, however many wait', async () => {
    const order: string[] = [];
    const hasher = new PasswordHasher(async ({ message, tagLength }) => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(typeof message === 'string' ? message : '');
      return Buffer.alloc(tagLength);
    });
    const guesses = Array.from({ length: 52 }, (_, index) => hasher.verify(`guess ${index}`, null));
    const known = hasher.verify('known', null, 'known');
    const late = await hasher.verify('one too many', null);
    expect(isRefusal(late)).toBe(true);
    await Promise.all([...guesses, known]);
    expect(order.indexOf('known')).toBe(2);
    expect(order).toHaveLength(53);
  });

  it('checks suspects when nobody else is checked, one at a time with a rest, and now and then whatever the others do', async () => {
    const order: string[] = [];
    let suspectsAtWork = 0;
    let most = 0;
    const hasher = new PasswordHasher(
      async ({ message, tagLength }) => {
        const name = typeof message === 'string' ? message : '';
        order.push(name);
        if (name === 'suspect') most = Math.max(most, ++suspectsAtWork);
        await new Promise((resolve) => setImmediate(resolve));
        if (name === 'suspect') suspectsAtWork -= 1;
        return Buffer.alloc(tagLength);
      },
      () => false,
    );
    const first = hasher.verify('usual', null);
    const suspects = Array.from({ length: 51 }, () => hasher.verify('suspect', null, 'suspect'));
    const others = Array.from({ length: 19 }, () => hasher.verify('usual', null));
    const late = await suspects.at(-1);
    expect(late).toMatchObject({ code: 'rate_limited' });
    expect(isRefusal(late) ? late.retryAfterSeconds : 0).toBeGreaterThanOrEqual(1);
    await Promise.all([first, ...others]);
    // Seven turns of others, then one of theirs, and a second one where its rest was over.
    expect(order.indexOf('suspect')).toBe(8);
    expect(order.slice(0, 22).filter((name) => name === 'suspect').length).toBeLessThanOrEqual(2);
    expect((await Promise.all(suspects)).filter(isRefusal)).toHaveLength(1);
    expect(most).toBe(1);
  });

  it('rests after a suspect before it takes the next, three times as long as that took', async () => {
    const began: number[] = [];
    const hasher = new PasswordHasher(
      async ({ tagLength }) => {
        began.push(performance.now());
        await new Promise((resolve) => setTimeout(resolve, 8));
        return Buffer.alloc(tagLength);
      },
      () => false,
    );
    await Promise.all(Array.from({ length: 4 }, () => hasher.verify('suspect', null, 'suspect')));
    const gaps = began.slice(1).map((atMs, index) => atMs - (began[index] ?? 0));
    // A timer never rings early, but by a rounded millisecond.
    expect(Math.min(...gaps)).toBeGreaterThan(4 * 8 - 2);
  });
});
