import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';
import { FollowedFile, KeysById } from './followed-file.ts';
import { createSecretFileIfMissing, type SecretSet } from './secret-file.ts';

/**
 * Every secret of the server, each in a file of its own, by the name of the setting that says where the file lies;
 * beside it the file's name in the data folder when the server makes it.
 */
const SECRET_FILES = {
  TICKET_ENCRYPTION_KEY_FILE: 'ticket-encryption-key',
  TICKET_HMAC_KEY_FILE: 'ticket-hmac-key',
  TICKET_SIGNING_KEY_FILE: 'ticket-signing-key',
  ACCESS_TOKEN_KEY_FILE: 'access-token-key',
  EMAIL_INDEX_KEY_FILE: 'email-index-key',
  SIMULATED_BANK_WEBHOOK_SECRET_FILE: 'simulated-bank-webhook-secret',
} as const;

export type SecretName = keyof typeof SECRET_FILES;

/** The settings of all secrets, with the name that each file has in the data folder. */
export const secretFileNames: ReadonlyMap<SecretName, string> = new Map(
  // An object's entries forget which names it has.
  Object.entries(SECRET_FILES) as [SecretName, string][],
);

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
  /** Makes the blind index of e-mail addresses; as it was at the start, because a new one takes effect with the next start. */
  emailIndex: SecretSet;
  /** Signs and verifies the events of the simulated bank. */
  bankWebhook: SecretSet;
  /**
   * Takes over the files that changed since they were read. Asking a set for an id that it does not have does this too, so
   * a key that another process already works with is found at once. Files at fault change nothing: returns a sentence for
   * them, null when all is well.
   */
  lookAgain(): string | null;
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
  const open = async (name: SecretName) => new FollowedFile(name, await provideFile(input, name));
  const encryption = await open('TICKET_ENCRYPTION_KEY_FILE');
  const peppers = await open('TICKET_HMAC_KEY_FILE');
  const signing = await open('TICKET_SIGNING_KEY_FILE');
  const accessToken = await open('ACCESS_TOKEN_KEY_FILE');
  const emailIndex = await open('EMAIL_INDEX_KEY_FILE');
  const bankWebhook = await open('SIMULATED_BANK_WEBHOOK_SECRET_FILE');
  const files = [encryption, peppers, signing, accessToken, emailIndex, bankWebhook];
  requireDistinct(files);
  let fault: string | null = null;
  const lookAgain = (): string | null => {
    if (!files.some((file) => file.hasChanged())) return fault;
    fault = takeOver(files);
    return fault;
  };
  return {
    encryption: followSecrets(encryption, lookAgain),
    peppers: followSecrets(peppers, lookAgain),
    signing: followSigningKeys(signing, lookAgain),
    accessToken: followSigningKeys(accessToken, lookAgain),
    emailIndex: { ...emailIndex.secrets },
    bankWebhook: followSecrets(bankWebhook, lookAgain),
    lookAgain,
  };
}

/** Where a secret's file lies. */
export function secretFilePath({ dataDir, files }: Pick<KeyRingInput, 'dataDir' | 'files'>, name: SecretName): string {
  const chosen = files[name];
  return chosen !== undefined && chosen !== '' ? chosen : join(dataDir, 'secrets', SECRET_FILES[name]);
}

async function provideFile(input: KeyRingInput, name: SecretName): Promise<string> {
  const path = secretFilePath(input, name);
  const isChosen = path === input.files[name];
  if (isChosen || (await exists(path))) return path;
  if (!input.generate) {
    throw new StartupError(
      `${name} is not set and there is no ${path}: make the file, such as with (umask 077; echo "1:$(openssl rand -base64 32)" > FILE), or name it.`,
    );
  }
  await createSecretFileIfMissing(name, path);
  return path;
}

/** Takes over what the files hold now, all or nothing. Returns a sentence when they are at fault. */
function takeOver(files: readonly FollowedFile[]): string | null {
  try {
    const read = files.map((file) => ({ file, name: file.name, secrets: file.read() }));
    requireDistinct(read);
    for (const { file, secrets } of read) file.take(secrets);
    return null;
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** One key used twice would make two protections fall together. */
function requireDistinct(files: readonly { name: string; secrets: SecretSet }[]): void {
  const nameOf = new Map<string, string>();
  for (const { name, secrets } of files) {
    for (const key of secrets.keys.values()) {
      const base64 = key.toString('base64');
      const other = nameOf.get(base64);
      if (other !== undefined) {
        const where = other === name ? `twice in ${name}` : `in ${other} and in ${name}`;
        throw new StartupError(`The same key stands ${where}; every use needs a key of its own, so make another.`);
      }
      nameOf.set(base64, name);
    }
  }
}

function followSecrets(file: FollowedFile, lookAgain: () => void): SecretSet {
  const keys = new KeysById<Buffer>(lookAgain);
  const set = { currentId: file.secrets.currentId, keys };
  file.follow((secrets) => {
    keys.replaceAll(secrets.keys);
    set.currentId = secrets.currentId;
  });
  return set;
}

function followSigningKeys(file: FollowedFile, lookAgain: () => void): SigningKeySet {
  const privateKeys = new KeysById<KeyObject>(lookAgain);
  const publicKeys = new KeysById<KeyObject>(lookAgain);
  const rawPublicKeys = new KeysById<Uint8Array<ArrayBuffer>>(lookAgain);
  const set = { currentKid: file.secrets.currentId, privateKeys, publicKeys, rawPublicKeys };
  file.follow(({ currentId, keys }) => {
    const pairs = Array.from(keys, ([kid, seed]) => {
      const privateKey = createPrivateKey({ key: seed, format: 'raw-private', asymmetricKeyType: 'ed25519' });
      return { kid, privateKey, publicKey: createPublicKey(privateKey) };
    });
    privateKeys.replaceAll(pairs.map(({ kid, privateKey }) => [kid, privateKey]));
    publicKeys.replaceAll(pairs.map(({ kid, publicKey }) => [kid, publicKey]));
    rawPublicKeys.replaceAll(
      pairs.map(({ kid, publicKey }) => [kid, Uint8Array.from(publicKey.export({ format: 'raw-public' }))]),
    );
    set.currentKid = currentId;
  });
  return set;
}
