import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import { changeProfile, type Profile } from '@og-tickets/contract/profile.ts';
import { freeTextFields, knownFields } from '../../../../server/test/free-text/fields.ts';
import type { Client } from '../../../../server/test/client.ts';

/** What of a call is told apart: where to, by whom, with what. */
interface Sent {
  endpoint: Endpoint;
  params?: Readonly<Record<string, string>>;
  body: unknown;
}

/** Texts that no screen, mail or file ever shows as they came. */
const unshown = new Set([
  ...(knownFields['read by a program, never shown as it came'] ?? []),
  ...(knownFields['a secret, never shown'] ?? []),
]);

/** Whether words were refused for their braces. */
const isUnfit = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'code' in body && body.code === 'mail_words_unfit';

/** Sends hostile texts through the endpoints of the contract, and remembers which took and which refused them. */
export class PayloadSender {
  readonly #taken = new Map<string, number>();
  readonly #refused = new Map<string, number>();

  /** Makes a call; its answer, or undefined where it was refused for what was written in it. Throws for any other refusal. */
  async send<Body>(client: Client, { endpoint, params = {}, body }: Sent): Promise<Body | undefined> {
    const path = endpoint.path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
    const key: Record<string, string> =
      endpoint.idempotencyKey === true ? { 'idempotency-key': crypto.randomUUID() } : {};
    const answer = await client.call<Body>(endpoint.method, path, { body, headers: key });
    const isRefused = answer.status === 400 || answer.status === 422 || isUnfit(answer.body);
    if (!isRefused && answer.status >= 300)
      throw new Error(`${endpoint.id}: ${answer.status} ${answer.bytes.toString()}`);
    const counts = isRefused ? this.#refused : this.#taken;
    counts.set(endpoint.id, (counts.get(endpoint.id) ?? 0) + 1);
    return isRefused ? undefined : answer.body;
  }

  /** How many texts each endpoint took and refused. */
  get counts(): Record<string, [taken: number, refused: number]> {
    const ids = new Set([...this.#taken.keys(), ...this.#refused.keys()]);
    return Object.fromEntries(Array.from(ids, (id) => [id, [this.#taken.get(id) ?? 0, this.#refused.get(id) ?? 0]]));
  }

  /** Fields of the contract that take free text and were sent nothing. */
  get left(): string[] {
    const shown = freeTextFields().filter(({ path }) => ![...unshown].some((name) => path.endsWith(`.${name}`)));
    return shown.filter(({ id }) => !this.#taken.has(id)).map(({ id, path }) => `${id}${path}`);
  }
}

/** Gives somebody such names, in the version that their profile has now. */
export async function rename(sender: PayloadSender, client: Client, text: string): Promise<void> {
  const { body } = await client.get<Profile>('/me');
  const names = { version: body.version, firstName: text, lastName: text };
  await sender.send(client, { endpoint: changeProfile, body: names });
}

/** A text as long as a field takes it. */
export const cut = (text: string, most: number): string => text.slice(0, most);

/** A text in both languages. */
export const both = (text: string): { fr: string; en: string } => ({ fr: text, en: text });
