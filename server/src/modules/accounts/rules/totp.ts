import { Secret, TOTP } from 'otpauth';

/** What every code app understands: RFC 6238 with SHA-1, six digits, steps of 30 seconds. */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** The stored secret has 32 bytes, as all sealed ones; apps get as many as RFC 4226 recommends. */
const keyBytes = 20;
/** Steps that a clock may be early or late. */
const drift = 1;

function secretOf(stored: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(stored.subarray(0, keyBytes)).buffer });
}

/** The step of 30 seconds since 1970 that a code of six digits belongs to, the present one or a neighbour; null for none. */
export function stepOfCode(stored: Uint8Array, code: string, nowMs: number): number | null {
  const delta = TOTP.validate({ ...shape, secret: secretOf(stored), token: code, timestamp: nowMs, window: drift });
  return delta === null ? null : TOTP.counter({ period: shape.period, timestamp: nowMs }) + delta;
}

/** What an app needs to show codes: the secret in base32, to be typed, and as an otpauth address, to be scanned. */
export function totpSetup(
  stored: Uint8Array,
  owner: { issuer: string; account: string },
): { secret: string; uri: string } {
  const secret = secretOf(stored);
  const totp = new TOTP({ ...shape, secret, issuer: owner.issuer, label: owner.account });
  return { secret: secret.base32, uri: totp.toString() };
}
