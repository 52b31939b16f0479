import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKeyRing } from '../src/platform/keys/key-ring.ts';

/** A data folder with secrets of its own, for a test that changes them. */
export async function makeOwnKeys(): Promise<{ keysDir: string; drop: () => Promise<void> }> {
  const keysDir = await mkdtemp(join(tmpdir(), 'og-tickets-keys-'));
  await loadKeyRing({ dataDir: keysDir, files: {}, generate: true });
  return { keysDir, drop: () => rm(keysDir, { recursive: true }) };
}
