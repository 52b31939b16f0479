import { randomUUID } from 'node:crypto';
import type { OfflineScan } from '@og-tickets/contract/gate-lists.ts';
import { type Bytes, bytesToBase64Url } from '@og-tickets/contract/rules/bytes.ts';
import { deviceKeyKind, deviceSignature, scansProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import { scanHash } from '@og-tickets/contract/rules/gate/scan-chain.ts';
import type { Db } from '../src/platform/database/database.ts';
import type { Answer, Client } from './client.ts';
import type { MadeSession } from './factory.ts';

/** What became of the scans of an upload. */
export interface Uploaded {
  results: { scanId: string; outcome: string }[];
  serverTime: string;
}

type Change = Partial<Omit<OfflineScan, 'previous' | 'session' | 'code'>>;

/** A scanner without network: it decides by itself, keeps a chain, and uploads when it can. */
export class Scanner {
  readonly id: string;
  readonly #signed: (message: Bytes) => Promise<ArrayBuffer>;
  readonly queue: OfflineScan[] = [];
  #head = '';

  private constructor(id: string, sign: (message: Bytes) => Promise<ArrayBuffer>) {
    this.id = id;
    this.#signed = sign;
  }

  /** A scanner that is enrolled, for every session and gate, until tomorrow. */
  static async enrolled(db: Db, name = 'Terminal'): Promise<Scanner> {
    const keys = await crypto.subtle.generateKey(deviceKeyKind, false, ['sign', 'verify']);
    const id = randomUUID();
    const now = new Date();
    await db
      .insertInto('admissions.devices')
      .values({
        id,
        name,
        ends_at: new Date(now.getTime() + 86_400_000),
        invitation_expires_at: now,
        public_key: Buffer.from(await crypto.subtle.exportKey('raw', keys.publicKey)),
        enrolled_at: now,
      })
      .execute();
    return new Scanner(id, (message) => crypto.subtle.sign(deviceSignature, keys.privateKey, message));
  }

  /** Lets one in by itself, or whatever else it decides, and keeps it in the queue. */
  async scan(session: MadeSession, code: string, change: Change = {}): Promise<OfflineScan> {
    const scan: OfflineScan = {
      scanId: randomUUID(),
      session: session.code,
      gate: 'A',
      code,
      direction: 'in',
      verdict: 'admitted',
      reason: 'ok',
      places: 1,
      scannedAt: new Date().toISOString(),
      packSequence: 1,
      ...change,
      previous: this.#head,
    };
    this.#head = await scanHash(scan);
    this.queue.push(scan);
    return scan;
  }

  /** The body of an upload of these scans of its chain. */
  async body(scans: readonly OfflineScan[]) {
    const last = scans.at(-1);
    const head = last === undefined ? '' : await scanHash(last);
    const signature = await this.sign(head);
    return { deviceId: this.id, scans, head, signature, waiting: this.queue.length - scans.length };
  }

  async sign(head: string): Promise<string> {
    const proof = scansProof({ deviceId: this.id, head });
    return bytesToBase64Url(new Uint8Array(await this.#signed(proof)));
  }

  /** Uploads scans, by default all that wait, as somebody who is logged in. */
  async upload(login: Client, scans: readonly OfflineScan[] = this.queue): Promise<Answer<Uploaded>> {
    return login.post<Uploaded>('/gate/scans', await this.body(scans));
  }

  /** Uploads what waits; the outcomes. Throws when it is refused. */
  async sync(login: Client): Promise<string[]> {
    const answer = await this.upload(login);
    if (answer.status !== 200) throw new Error(`upload refused: ${answer.status} ${answer.bytes.toString()}`);
    this.queue.length = 0;
    return answer.body.results.map(({ outcome }) => outcome);
  }
}
