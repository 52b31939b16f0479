import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { type AccessClaims, signAccessToken, verifyAccessToken } from './access-token.ts';
import { authenticateToken } from './authenticate-token.ts';

let shop: TestShop;
let claims: AccessClaims;
let ownKey: KeyObject;
let ownKid: string;
const stranger = generateKeyPairSync('ed25519');

beforeAll(async () => {
  shop = await startTestShop();
  const { accessToken } = shop.platform.keys;
  const key = accessToken.privateKeys.get(accessToken.currentKid);
  if (key === undefined) throw new Error('no key');
  [ownKey, ownKid] = [key, String(accessToken.currentKid)];
  const browser = await shop.make.login();
  const known = await verifyAccessToken(shop.platform, browser.accessToken ?? '');
  if (known === null) throw new Error('the token of a login is not valid');
  claims = known;
});
afterAll(() => shop.close());

interface Change {
  payload?: JWTPayload;
  without?: string;
  header?: Record<string, unknown>;
  key?: KeyObject | Uint8Array;
}

/** A token that is right but for one thing; without a change it is right altogether. */
function token({ payload = {}, without, header = {}, key = ownKey }: Change = {}): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const right: JWTPayload = {
    sub: claims.accountId,
    sid: claims.loginId,
    role: claims.role,
    ver: claims.version,
    iss: 'og-tickets',
    aud: 'og-tickets',
    iat: nowSeconds,
    exp: nowSeconds + 480,
  };
  const changed = Object.entries({ ...right, ...payload }).filter(([name]) => name !== without);
  return new SignJWT(Object.fromEntries(changed))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: ownKid, ...header })
    .sign(key);
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A token put together by hand, for headers that no library writes. */
async function byHand(header: object, sign: (input: string) => string): Promise<string> {
  const [, body = ''] = (await token()).split('.');
  const input = `${base64url(header)}.${body}`;
  return `${input}.${sign(input)}`;
}

const seconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;
const uuid = '01900000-0000-7000-8000-000000000000';

const badTokens: Record<string, () => Promise<string>> = {
  'another key under our kid': () => token({ key: stranger.privateKey }),
  'an unknown kid': () => token({ header: { kid: '250' } }),
  'a kid that is a path': () => token({ header: { kid: '../../secrets/access-token-key' } }),
  'no kid': () => token({ header: { kid: undefined } }),
  'another type': () => token({ header: { typ: 'JWT' } }),
  'the type of a refresh token': () => token({ header: { typ: 'rt+jwt' } }),
  'no type': () => token({ header: { typ: undefined } }),
  'a critical header that nobody knows': () =>
    byHand({ alg: 'EdDSA', typ: 'at+jwt', kid: ownKid, crit: ['x'], x: 1 }, () => 'AA'),
  'a key of its own in the header': () =>
    token({ key: stranger.privateKey, header: { jwk: stranger.publicKey.export({ format: 'jwk' }) } }),
  'an address of its keys': () =>
    token({ key: stranger.privateKey, header: { jku: 'https://evil.example/keys', kid: undefined } }),
  'another audience': () => token({ payload: { aud: 'other' } }),
  'another issuer': () => token({ payload: { iss: 'other' } }),
  'no audience': () => token({ without: 'aud' }),
  'no issuer': () => token({ without: 'iss' }),
  'no end': () => token({ without: 'exp' }),
  'no beginning': () => token({ without: 'iat' }),
  'no account': () => token({ without: 'sub' }),
  'no login': () => token({ without: 'sid' }),
  'no role': () => token({ without: 'role' }),
  'an end that has passed': () => token({ payload: { iat: seconds(-481), exp: seconds(-1) } }),
  'a life that is too long': () => token({ payload: { iat: seconds(-500), exp: seconds(1_000) } }),
  'a beginning in the future': () => token({ payload: { iat: seconds(60) } }),
  'not before later': () => token({ payload: { nbf: seconds(60) } }),
  'a role that does not exist': () => token({ payload: { role: 'owner' } }),
  'a role that the account has not': () => token({ payload: { role: 'admin' } }),
  'no version': () => token({ without: 'ver' }),
  'a version that is no number': () => token({ payload: { ver: String(claims.version) } }),
  'a version that the account has not reached': () => token({ payload: { ver: claims.version + 1 } }),
  'a version that the account has left behind': () => token({ payload: { ver: claims.version - 1 } }),
  'another account': () => token({ payload: { sub: uuid } }),
  'another login': () => token({ payload: { sid: uuid } }),
  'a login that is no id': () => token({ payload: { sid: "' OR 1=1 --" } }),
  'a number for a login': () => token({ payload: { sid: 1 } }),
  'an algorithm of none': () => byHand({ alg: 'none', typ: 'at+jwt', kid: ownKid }, () => ''),
  'no signature': () => byHand({ alg: 'EdDSA', typ: 'at+jwt', kid: ownKid }, () => ''),
  'our public key as the secret of an HMAC': () => {
    const raw = shop.platform.keys.accessToken.rawPublicKeys.get(Number(ownKid)) ?? new Uint8Array();
    return byHand({ alg: 'HS256', typ: 'at+jwt', kid: ownKid }, (input) =>
      createHmac('sha256', raw).update(input).digest('base64url'),
    );
  },
  'a changed payload': async () => {
    const [header, , signature] = (await token()).split('.');
    return [header, base64url({ sub: claims.accountId, sid: claims.loginId, role: 'admin' }), signature].join('.');
  },
  'a cut signature': async () => (await token()).slice(0, -4),
  'two parts': async () => (await token()).split('.').slice(0, 2).join('.'),
  'a refresh token': async () => 'x'.repeat(43),
  'a ticket signature key': async () => {
    const { privateKeys, currentKid } = shop.platform.keys.signing;
    return token({ key: privateKeys.get(currentKid) ?? ownKey });
  },
};

describe('an access token', () => {
  it('is accepted when it is right', async () => {
    const { accountId, loginId, role } = claims;
    const open = { mfaMissing: false, steppedUp: true, methods: ['password'] };
    const caller = { kind: 'login', accountId, loginId, role, ...open };
    expect(await authenticateToken(shop.platform, await token())).toEqual(caller);
    expect(await authenticateToken(shop.platform, await signAccessToken(shop.platform, claims))).toEqual(caller);
  });

  it('is ours by its header and lasts eight minutes', async () => {
    const [header = '', body = ''] = (await signAccessToken(shop.platform, claims)).split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'EdDSA',
      typ: 'at+jwt',
      kid: ownKid,
    });
    const { exp, iat, ...rest } = JSON.parse(Buffer.from(body, 'base64url').toString());
    expect(exp - iat).toBe(480);
    expect(rest).toEqual({
      sub: claims.accountId,
      sid: claims.loginId,
      role: 'customer',
      ver: 0,
      iss: 'og-tickets',
      aud: 'og-tickets',
    });
  });

  it.each(Object.keys(badTokens))('is refused with %s', async (name) => {
    const bad = (await badTokens[name]?.()) ?? '';
    expect(await authenticateToken(shop.platform, bad)).toBeNull();
    const client = shop.client();
    client.accessToken = bad;
    const answer = await client.get<{ code: string }>('/me');
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
  });

  it('ends to the second, by the clock of the server', async () => {
    const nowMs = 1_800_000_000_000;
    const at = (offsetMs: number) => ({ keys: shop.platform.keys, clock: { nowMs: () => nowMs + offsetMs } });
    const made = await signAccessToken(at(0), claims);
    expect(await verifyAccessToken(at(479_999), made)).toEqual(claims);
    expect(await verifyAccessToken(at(480_000), made)).toBeNull();
  });

  it('stays valid under an older key that is still in the ring', async () => {
    const older = generateKeyPairSync('ed25519');
    const { keys } = shop.platform;
    const publicKeys = new Map([...keys.accessToken.publicKeys, [77, older.publicKey]]);
    const rotated = { ...shop.platform, keys: { ...keys, accessToken: { ...keys.accessToken, publicKeys } } };
    const made = await token({ key: older.privateKey, header: { kid: '77' } });
    expect(await verifyAccessToken(rotated, made)).toEqual(claims);
    expect(await verifyAccessToken(shop.platform, made)).toBeNull();
  });
});

it('is verified once, and ends all the same with its time or its key', async () => {
  const text = await token();
  const { keys } = shop.platform;
  const verify = (offMs: number, ring = keys) =>
    verifyAccessToken({ keys: ring, clock: { nowMs: () => Date.now() + offMs } }, text);
  expect(await verify(0)).toEqual(claims);
  expect(await verify(0)).toEqual(claims);
  expect(await verify(481_000)).toBeNull();
  expect(await verify(0)).toEqual(claims);
  expect(await verify(-60_000)).toBeNull();
  expect(await verify(0)).toEqual(claims);
  const otherKey = new Map([[Number(ownKid), stranger.publicKey]]);
  for (const publicKeys of [new Map<number, KeyObject>(), otherKey]) {
    expect(await verify(0, { ...keys, accessToken: { ...keys.accessToken, publicKeys } })).toBeNull();
    expect(await verify(0)).toEqual(claims);
  }
});
