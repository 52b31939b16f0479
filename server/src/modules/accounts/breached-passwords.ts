import { createHash } from 'node:crypto';
import type { Platform } from '../../platform/platform.ts';

/** So much of the hash is told: hundreds of known passwords begin with it, and any number of unknown ones. */
const toldCharacters = 5;
const patienceMs = 1_500;
/** An answer has some 80 kB, padding included. */
const answerMaxBytes = 1_000_000;
/** More at once are not asked for: a service that is slow must not hold up whoever chooses a password. */
const maxAtWork = 20;

let atWork = 0;

/**
 * True for a password that became known in a breach, by a service that answers ranges of SHA-1 hashes (k-anonymity, as Have I
 * Been Pwned does): it learns neither password nor hash. Without such a service, or an answer of it in time, false.
 */
export async function isBreached(
  { config, log }: Pick<Platform, 'config' | 'log'>,
  password: string,
): Promise<boolean> {
  if (config.breachedPasswordsUrl === null || atWork >= maxAtWork) return false;
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
  atWork += 1;
  try {
    const range = await readRange(new URL(hash.slice(0, toldCharacters), config.breachedPasswordsUrl));
    return holds(range, hash.slice(toldCharacters));
  } catch (error) {
    // Its name alone: the text could hold the address with the beginning of the hash.
    log.warn(
      { reason: error instanceof Error ? error.name : 'unknown' },
      'the breached passwords could not be asked for',
    );
    return false;
  } finally {
    atWork -= 1;
  }
}

async function readRange(url: URL): Promise<string> {
  const answer = await fetch(url, {
    // Answers of one length for all, so that the traffic does not tell the range.
    headers: { 'add-padding': 'true' },
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > answerMaxBytes) throw new Error('answered too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('latin1');
}

/** Lines `rest of the hash:how often`; padding was seen zero times. */
function holds(range: string, rest: string): boolean {
  return range.split('\n').some((line) => {
    const [end = '', times = ''] = line.trim().split(':');
    return end.toUpperCase() === rest && Number(times) > 0;
  });
}
