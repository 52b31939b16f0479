import { spawn } from 'node:child_process';
import { createHash, sign, verify } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartupError } from '../startup-error.ts';
import { type KeyRing, loadKeyRing } from './key-ring.ts';
import { randomBytes } from './random.ts';

const FILE_NAMES = [
  'access-token-key',
  'email-index-key',
  'simulated-bank-webhook-secret',
  'ticket-encryption-key',
  'ticket-hmac-key',
  'ticket-signing-key',
];

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'og-keys-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

const generate = (): Promise<KeyRing> => loadKeyRing({ dataDir, files: {}, generate: true });
const line = (id: number, key: Buffer = randomBytes(32)): string => `${id}:${key.toString('base64')}\n`;

async function refusalOf(input: Partial<Parameters<typeof loadKeyRing>[0]>): Promise<string> {
  try {
    await loadKeyRing({ dataDir, files: {}, generate: false, ...input });
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  return 'it started';
}

function digestOf(ring: KeyRing): string {
  const hash = createHash('sha256');
  for (const set of [ring.encryption, ring.peppers, ring.emailIndex, ring.bankWebhook]) {
    for (const key of set.keys.values()) hash.update(key);
  }
  for (const set of [ring.signing, ring.accessToken]) {
    for (const key of set.rawPublicKeys.values()) hash.update(key);
  }
  return hash.digest('hex');
}

describe('a first start without settings', () => {
  test('makes one private file for each secret', async () => {
    const ring = await generate();
    const folder = join(dataDir, 'secrets');
    expect((await readdir(folder)).sort()).toEqual(FILE_NAMES);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of FILE_NAMES) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect(ring.encryption.currentId).toBe(1);
    expect(ring.encryption.keys.get(1)).toHaveLength(32);
  });

  test('a second start reads the same and writes nothing', async () => {
    const first = await generate();
    const path = join(dataDir, 'secrets', 'ticket-hmac-key');
    const before = await readFile(path, 'utf8');
    expect(digestOf(await generate())).toBe(digestOf(first));
    expect(digestOf(await loadKeyRing({ dataDir, files: {}, generate: false }))).toBe(digestOf(first));
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test('two data folders never share a secret', async () => {
    const other = await loadKeyRing({ dataDir: join(dataDir, 'other'), files: {}, generate: true });
    expect(digestOf(other)).not.toBe(digestOf(await generate()));
  });

  test('a folder that cannot be made is one sentence', async () => {
    await writeFile(join(dataDir, 'file'), '');
    const message = await refusalOf({ dataDir: join(dataDir, 'file'), generate: true });
    expect(message).toMatch(/^TICKET_ENCRYPTION_KEY_FILE: cannot create .* \((ENOTDIR|EEXIST)\)\.$/);
  });
});

describe('several starts at once on one folder agree', () => {
  test('30 in one process', async () => {
    const rings = await Promise.all(Array.from({ length: 30 }, generate));
    expect(new Set(rings.map(digestOf)).size).toBe(1);
    expect((await readdir(join(dataDir, 'secrets'))).sort()).toEqual(FILE_NAMES);
  });

  test('six processes', async () => {
    const keyRingUrl = new URL('./key-ring.ts', import.meta.url).href;
    const script = `
      import { loadKeyRing } from ${JSON.stringify(keyRingUrl)};
      const { peppers, encryption } = await loadKeyRing({ dataDir: process.argv[1], files: {}, generate: true });
      console.log(peppers.keys.get(1).toString('hex') + encryption.keys.get(1).toString('hex'));`;
    const outputs = await Promise.all(Array.from({ length: 6 }, () => runNode(script, dataDir)));
    expect(outputs[0]).toMatch(/^[0-9a-f]{128}\n$/);
    expect(new Set(outputs).size).toBe(1);
  }, 30_000);
});

function runNode(script: string, argument: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, argument], { stdio: 'pipe' });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(errors))));
  });
}

describe('files chosen by the settings', () => {
  test('are read instead, older keys stay, the last line is current', async () => {
    await generate();
    const path = join(dataDir, 'pepper');
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    await writeFile(path, `${line(1, older)}\r\n${line(2, newer)}`, { mode: 0o600 });
    const ring = await loadKeyRing({ dataDir, files: { TICKET_HMAC_KEY_FILE: path }, generate: false });
    expect(ring.peppers.currentId).toBe(2);
    expect([...ring.peppers.keys]).toEqual([
      [1, older],
      [2, newer],
    ]);
  });

  test('a signing key makes signatures that its public key verifies', async () => {
    const { signing } = await generate();
    const privateKey = signing.privateKeys.get(signing.currentKid);
    const publicKey = signing.publicKeys.get(signing.currentKid);
    if (privateKey === undefined || publicKey === undefined) throw new Error('the current key is missing');
    const message = Buffer.from('anything');
    expect(verify(null, message, publicKey, sign(null, message, privateKey))).toBe(true);
    expect(signing.rawPublicKeys.get(signing.currentKid)).toHaveLength(32);
  });

  test('are never made, even when the server may make others', async () => {
    const path = join(dataDir, 'absent');
    const message = await refusalOf({ files: { TICKET_HMAC_KEY_FILE: path }, generate: true });
    expect(message).toBe(`TICKET_HMAC_KEY_FILE: the file ${path} does not exist; put it there or correct the setting.`);
  });
});

describe('what refuses to start', () => {
  const counting = Buffer.from(Array.from({ length: 32 }, (_, i) => i + 96));
  const good = randomBytes(32);
  test.each([
    ['empty', '', 'holds no key; write'],
    ['only line ends', '\n\n', 'holds no key; write'],
    ['no id', good.toString('base64'), 'is not an id from 0 to 255'],
    ['an id that is no byte', line(256), 'is not an id from 0 to 255'],
    ['a negative id', line(-1), 'is not an id from 0 to 255'],
    ['not base64', '1:***\n', 'is not an id from 0 to 255'],
    ['base64url', `1:${'_'.repeat(43)}=\n`, 'is not an id from 0 to 255'],
    ['base64 with loose bits', `1:${'A'.repeat(42)}B=\n`, 'does not hold a key in base64;'],
    ['short', line(1, randomBytes(16)), 'holds a key of 16 bytes, not 32; make one'],
    ['long', line(1, randomBytes(64)), 'holds a key of 64 bytes, not 32; make one'],
    ['zeros', line(1, Buffer.alloc(32)), 'that is not random'],
    ['a word repeated', line(1, Buffer.alloc(32, 'changeme')), 'that is not random'],
    ['an example key', line(1, counting), 'that is not random'],
    ['an id twice', line(1) + line(1), 'repeats the id 1;'],
    ['a bad line after a good one', `${line(1)}x\n`, 'line 2 of'],
    ['far too long', line(1).repeat(1000), 'is larger than any file of keys'],
  ])('%s', async (_name, content, said) => {
    await generate();
    const path = join(dataDir, 'chosen');
    await writeFile(path, content, { mode: 0o600 });
    const message = await refusalOf({ files: { TICKET_ENCRYPTION_KEY_FILE: path } });
    expect(message).toContain(said);
    expect(message).toMatch(/^TICKET_ENCRYPTION_KEY_FILE: [^\n]*\.$/);
    expect(message).toContain(path);
    const [written = '(none)'] = /[A-Za-z0-9+/]{20,}/.exec(content) ?? [];
    expect(message).not.toContain(written);
  });

  test.each([0o604, 0o602, 0o644, 0o666])('mode %o', async (mode) => {
    await generate();
    const path = join(dataDir, 'secrets', 'ticket-signing-key');
    await chmod(path, mode);
    expect(await refusalOf({})).toBe(
      `TICKET_SIGNING_KEY_FILE: ${path} is open to every user of this machine; give it mode 0600.`,
    );
    await chmod(path, 0o440);
    expect(await refusalOf({})).toBe('it started');
  });

  test('a missing file when the server may not make it, by the name of its setting', async () => {
    await generate();
    const path = join(dataDir, 'secrets', 'access-token-key');
    await rm(path);
    expect(await refusalOf({ files: { ACCESS_TOKEN_KEY_FILE: '' } })).toBe(
      `ACCESS_TOKEN_KEY_FILE is not set and there is no ${path}: make the file, such as with (umask 077; echo "1:$(openssl rand -base64 32)" > FILE), or name it.`,
    );
  });

  test('a folder in place of a file', async () => {
    const path = join(dataDir, 'folder');
    await mkdir(path, { mode: 0o700 });
    const message = await refusalOf({ files: { TICKET_ENCRYPTION_KEY_FILE: path } });
    expect(message).toBe(`TICKET_ENCRYPTION_KEY_FILE: ${path} is a folder; name the file with the secret itself.`);
  });

  test('one key for two uses', async () => {
    await generate();
    const path = join(dataDir, 'secrets', 'ticket-hmac-key');
    const message = await refusalOf({ files: { TICKET_ENCRYPTION_KEY_FILE: path } });
    expect(message).toBe(
      'The same key stands in TICKET_ENCRYPTION_KEY_FILE and in TICKET_HMAC_KEY_FILE; every use needs a key of its own, so make another.',
    );
  });
});
