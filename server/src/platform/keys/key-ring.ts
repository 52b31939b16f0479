import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';
import { createSecretFileIfMissing, readSecretFile, type SecretSet } from './secret-file.ts';

/**
 * Every secret of the server, each in a file of its own, by the name of the setting that says where the file lies;
 * beside it the file's name in the data folder when the server makes it.
 */
const SECRET_FILES = {
  TICKET_ENCRYPTION_KEY_FILE: 'ticket-encryption-key',
  TICKET_HMAC_KEY_FILE: 'ticket-hmac-key',
  TICKET_SIGNING_KEY_FILE: 'ticket-signing-key',
  ACCESS_TOKEN_KEY_FILE: 'access-token-key',
  SIMULATED_BANK_WEBHOOK_SECRET_FILE: 'simulated-bank-webhook-secret',
} as const;

export type SecretName = keyof typeof SECRET_FILES;

/** Ed25519 pairs by key id. The current one signs; all verify. */
export type SigningKeySet = {
  currentKid: number;
  privateKeys: ReadonlyMap<number, KeyObject>;
  publicKeys: ReadonlyMap<number, KeyObject>;
  /** The same public keys as 32 raw bytes each, as gates get them. */
  rawPublicKeys: ReadonlyMap<number, Uint8Array<ArrayBuffer>>;
};

export type KeyRing = {
  /** Key-encryption keys: they seal the keys of accounts and tickets. */
  encryption: SecretSet;
  /** Peppers of the double key. */
  peppers: SecretSet;
  /** Signs ticket codes. */
  signing: SigningKeySet;
  /** Signs access tokens (JWT, EdDSA). */
  accessToken: SigningKeySet;
  /** Signs and verifies the events of the simulated bank. */
  bankWebhook: SecretSet;
};

export type KeyRingInput = {
  /** Where `secrets/` lies or is made. */
  dataDir: string;
  /** Paths from the settings; an absent or empty one means the file in `<dataDir>/secrets`. */
  files: Readonly<Partial<Record<SecretName, string>>>;
  /** Makes missing files in `<dataDir>/secrets`, as the demo does on its first start. Never makes a file of `files`. */
  generate: boolean;
};

/** Loads all secrets. Throws StartupError with one sentence for the first file that is missing or unfit. */
export async function loadKeyRing(input: KeyRingInput): Promise<KeyRing> {
  const encryption = await loadSecrets(input, 'TICKET_ENCRYPTION_KEY_FILE');
  const peppers = await loadSecrets(input, 'TICKET_HMAC_KEY_FILE');
  const signing = await loadSecrets(input, 'TICKET_SIGNING_KEY_FILE');
  const accessToken = await loadSecrets(input, 'ACCESS_TOKEN_KEY_FILE');
  const bankWebhook = await loadSecrets(input, 'SIMULATED_BANK_WEBHOOK_SECRET_FILE');
  requireDistinct([encryption, peppers, signing, accessToken, bankWebhook]);
  return {
    encryption,
    peppers,
    signing: toSigningKeys(signing),
    accessToken: toSigningKeys(accessToken),
    bankWebhook,
  };
}

async function loadSecrets({ dataDir, files, generate }: KeyRingInput, name: SecretName): Promise<SecretSet> {
  const chosen = files[name];
  if (chosen !== undefined && chosen !== '') return readSecretFile(name, chosen);
  const path = join(dataDir, 'secrets', SECRET_FILES[name]);
  if (!(await exists(path))) {
    if (!generate) throw new StartupError(`${name} is not set and there is no ${path}.`);
    await createSecretFileIfMissing(name, path);
  }
  return readSecretFile(name, path);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** One key used twice would make two protections fall together. */
function requireDistinct(sets: readonly SecretSet[]): void {
  const all = sets.flatMap(({ keys }) => Array.from(keys.values(), (key) => key.toString('base64')));
  if (new Set(all).size !== all.length) {
    throw new StartupError('The same key stands twice in the secret files; every use needs a key of its own.');
  }
}

function toSigningKeys({ currentId, keys }: SecretSet): SigningKeySet {
  const privateKeys = new Map<number, KeyObject>();
  const publicKeys = new Map<number, KeyObject>();
  const rawPublicKeys = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const [kid, seed] of keys) {
    const privateKey = createPrivateKey({ key: seed, format: 'raw-private', asymmetricKeyType: 'ed25519' });
    const publicKey = createPublicKey(privateKey);
    privateKeys.set(kid, privateKey);
    publicKeys.set(kid, publicKey);
    rawPublicKeys.set(kid, Uint8Array.from(publicKey.export({ format: 'raw-public' })));
  }
  return { currentKid: currentId, privateKeys, publicKeys, rawPublicKeys };
}
