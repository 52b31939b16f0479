import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type {
  PasskeyAssertion,
  PasskeyCreation,
  PasskeyRegistration,
  PasskeyRequest,
} from '@og-tickets/contract/web-authentication.ts';

interface Credential {
  id: Buffer;
  key: KeyObject;
  userHandle: string;
}

/** How an authenticator behaves that is not as it should be. */
export interface Behaviour {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  userVerified?: boolean;
  /** What it says it has counted. */
  counter?: number;
  /** Signs with a key that is not the credential's. */
  wrongKey?: boolean;
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** A byte string in CBOR (RFC 8949). */
function bytes(data: Buffer): Buffer {
  const head = data.length < 256 ? [0x58, data.length] : [0x59, data.length >> 8, data.length & 0xff];
  return Buffer.concat([Buffer.from(head), data]);
}

/** A short text in CBOR. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

/** An authenticator in software: ES256 keys, no attestation, a count of uses as asked. */
export class Authenticator {
  readonly origin: string;
  readonly #credentials: Credential[] = [];
  counter = 0;

  constructor(origin: string) {
    this.origin = origin;
  }

  create(asked: PasskeyCreation, behaviour: Behaviour = {}): PasskeyRegistration {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const credential = { id: randomBytes(32), key: privateKey, userHandle: asked.user.id };
    this.#credentials.push(credential);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const cose = Buffer.concat([
      Buffer.from('a5010203262001', 'hex'),
      Buffer.from([0x21]),
      bytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      bytes(Buffer.from(y, 'base64url')),
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credential.id.length]), credential.id, cose]);
    const authData = Buffer.concat([this.#authData(asked.rp.id, 0x40, behaviour), attested]);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(authData),
    ]);
    return {
      id: credential.id.toString('base64url'),
      clientDataJSON: this.#clientData('webauthn.create', asked.challenge, behaviour),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    };
  }

  /** Signs with the newest credential that is asked for. */
  sign(asked: PasskeyRequest, behaviour: Behaviour = {}): PasskeyAssertion {
    const wanted = new Set(asked.allowCredentials.map(({ id }) => id));
    const credential = this.#credentials.findLast(
      ({ id }) => wanted.size === 0 || wanted.has(id.toString('base64url')),
    );
    if (credential === undefined) throw new Error('no such passkey');
    const authData = this.#authData(asked.rpId, 0, behaviour);
    const clientDataJSON = this.#clientData('webauthn.get', asked.challenge, behaviour);
    const key =
      behaviour.wrongKey === true ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : credential.key;
    const signature = createSign('sha256')
      .update(authData)
      .update(sha256(Buffer.from(clientDataJSON, 'base64url')))
      .sign(key);
    return {
      id: credential.id.toString('base64url'),
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: credential.userHandle,
    };
  }

  #authData(rpId: string, flags: number, behaviour: Behaviour): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(behaviour.counter ?? this.counter);
    const verified = behaviour.userVerified === false ? 0 : 0x04;
    return Buffer.concat([sha256(behaviour.rpId ?? rpId), Buffer.from([0x01 | verified | flags]), count]);
  }

  #clientData(type: string, challenge: string, behaviour: Behaviour): string {
    const data = {
      type: behaviour.type ?? type,
      challenge: behaviour.challenge ?? challenge,
      origin: behaviour.origin ?? this.origin,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }
}
