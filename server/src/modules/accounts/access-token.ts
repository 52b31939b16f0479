import type { KeyObject } from 'node:crypto';
import { type Role, roles } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { type CompactJWSHeaderParameters, errors, jwtVerify, SignJWT } from 'jose';
import type { Platform } from '../../platform/platform.ts';

/** What an access token says, once its signature is believed. */
export interface AccessClaims {
  accountId: string;
  loginId: string;
  role: Role;
  /** Of the account when the token was made: one that is lower than the account's is refused. */
  version: number;
}

type TokenParts = Pick<Platform, 'keys' | 'clock'>;

// RFC 9068 names the type; nothing else that this key might ever sign can pass for an access token.
const type = 'at+jwt';
const issuer = 'og-tickets';
const audience = 'og-tickets';
const algorithm = 'EdDSA';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Signs an access token that lasts `limits.accessTokenSeconds`. */
export async function signAccessToken({ keys, clock }: TokenParts, claims: AccessClaims): Promise<string> {
  const { currentKid, privateKeys } = keys.accessToken;
  const key = privateKeys.get(currentKid);
  if (key === undefined) throw new Error(`no access token key ${currentKid}`);
  const nowSeconds = Math.floor(clock.nowMs() / 1000);
  return new SignJWT({ sid: claims.loginId, role: claims.role, ver: claims.version })
    .setProtectedHeader({ alg: algorithm, typ: type, kid: String(currentKid) })
    .setSubject(claims.accountId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + limits.accessTokenSeconds)
    .sign(key);
}

/** A token whose signature was good, and the key that said so. */
interface Verified {
  claims: AccessClaims;
  kid: number;
  key: KeyObject;
  issuedAtSeconds: number;
  expiresAtSeconds: number;
}

/**
 * The tokens that were verified last, by their whole text: a gate sends the same one hundreds of times, and its signature
 * does not change. Its hours and its key are looked at each time.
 */
const verified = new Map<string, Verified>();
const verifiedMost = 5_000;

/** What a token says, or null when it is not one of ours or is over. Whether its login still lives is not checked. */
export async function verifyAccessToken(parts: TokenParts, token: string): Promise<AccessClaims | null> {
  const known = verified.get(token);
  if (known !== undefined) {
    const nowSeconds = Math.floor(parts.clock.nowMs() / 1000);
    const isOfNow = known.issuedAtSeconds <= nowSeconds && nowSeconds < known.expiresAtSeconds;
    if (isOfNow && parts.keys.accessToken.publicKeys.get(known.kid) === known.key) return known.claims;
    verified.delete(token);
  }
  return verifySignature(parts, token);
}

function remember(token: string, one: Verified): void {
  // A Map gives its keys in the order they came: the first is the one verified longest ago.
  const [oldest] = verified.keys();
  if (verified.size >= verifiedMost && oldest !== undefined) verified.delete(oldest);
  verified.set(token, one);
}

async function verifySignature({ keys, clock }: TokenParts, token: string): Promise<AccessClaims | null> {
  // Keys are found by number in our own ring and nowhere else: `jwk`, `jku` and `x5u` of a header are never read.
  const ownKey = ({ kid = '' }: CompactJWSHeaderParameters) => {
    const key = /^\d{1,3}$/.test(kid) ? keys.accessToken.publicKeys.get(Number(kid)) : undefined;
    if (key === undefined) throw new errors.JOSEError('unknown key');
    return key;
  };
  try {
    const { payload, protectedHeader } = await jwtVerify(token, ownKey, {
      algorithms: [algorithm],
      typ: type,
      issuer,
      audience,
      currentDate: new Date(clock.nowMs()),
      maxTokenAge: limits.accessTokenSeconds,
      requiredClaims: ['iat', 'exp', 'sub', 'sid', 'role', 'ver'],
    });
    const { sub, sid } = payload;
    const role = roles.find((known) => known === payload['role']);
    const version = payload['ver'];
    if (role === undefined || sub === undefined || typeof sid !== 'string') return null;
    if (typeof version !== 'number' || !Number.isSafeInteger(version)) return null;
    if (!uuid.test(sub) || !uuid.test(sid)) return null;
    const claims = { accountId: sub, loginId: sid, role, version };
    const { iat: issuedAtSeconds, exp: expiresAtSeconds } = payload;
    const kid = Number(protectedHeader.kid);
    const own = keys.accessToken.publicKeys.get(kid);
    if (own !== undefined && issuedAtSeconds !== undefined && expiresAtSeconds !== undefined) {
      remember(token, { claims, kid, key: own, issuedAtSeconds, expiresAtSeconds });
    }
    return claims;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
