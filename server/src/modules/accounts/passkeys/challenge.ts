import { hash } from 'node:crypto';

/** The challenge that an authenticator's answer names, as the browser wrote it down; null for what is no such text. */
export function challengeOf(clientDataJSON: string): string | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    if (typeof data !== 'object' || data === null || !('challenge' in data)) return null;
    return typeof data.challenge === 'string' ? data.challenge : null;
  } catch {
    return null;
  }
}

/** The form in which a challenge is kept. */
export function hashChallenge(challenge: string): Buffer {
  return hash('sha256', challenge, 'buffer');
}
