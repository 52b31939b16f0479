import { scannedText } from '@og-tickets/contract/common.ts';
import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { payloads } from './payloads.ts';

/* What of the contract takes free text, found by what its schemas accept: a field that lets most of the payloads through. */

/** Free text by what becomes of it; each is a part of the path of the field in a call's body. */
export const knownFields: Record<string, readonly string[]> = {
  'shown in the shop, in mails, on tickets and in files': [
    'name.fr',
    'name.en',
    'description.fr',
    'description.en',
    'title.fr',
    'title.en',
    'name',
    'nameEn',
    'city',
    'shopName',
    'announcement.text.fr',
    'announcement.text.en',
    'saleClosed.text.fr',
    'saleClosed.text.en',
    'reason.fr',
    'reason.en',
  ],
  'shown on legal pages': [
    'entity',
    'address',
    'registration',
    'vatNumber',
    'phone',
    'publicationDirector',
    'host',
    'mediator',
  ],
  'shown to who wrote it, on tickets and to staff': ['firstName', 'lastName', 'holders[]', 'reason'],
  'in mails only': ['mailSenderName', 'opening', 'closing'],
  'read by a program, never shown as it came': [
    'files[].text',
    'timezone',
    'stack',
    'message',
    'clientSecret',
    'code',
    'email',
  ],
  'a secret, never shown': ['password', 'current', 'next', 'token', 'plan'],
};

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** Whether a schema of a string lets at least half of the payloads through that are short enough. */
function isFree(schema: Schema): boolean {
  if (schema['type'] !== 'string' || 'enum' in schema || 'const' in schema) return false;
  // The format of what a scanner read lets anything through.
  if ('format' in schema && schema['format'] !== scannedText) return false;
  const { pattern, maxLength } = schema;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  const fitting = payloads.filter((text) => text.length <= most);
  const allowed = typeof pattern === 'string' ? new RegExp(pattern, 'u') : /^/;
  return fitting.length > 0 && fitting.filter((text) => allowed.test(text)).length * 2 >= fitting.length;
}

/** The paths of what is free text in a schema. */
function freeTexts(schema: unknown, path = ''): string[] {
  if (!isSchema(schema)) return [];
  const { anyOf, allOf, properties, items } = schema;
  const either = [anyOf, allOf].flatMap((all) => (Array.isArray(all) ? all : []));
  return [
    ...(isFree(schema) ? [path] : []),
    ...either.flatMap((one) => freeTexts(one, path)),
    ...(isSchema(properties) ? Object.entries(properties) : []).flatMap(([name, of]) =>
      freeTexts(of, `${path}.${name}`),
    ),
    ...freeTexts(items, `${path}[]`),
  ];
}

/** Every field of a call's body that takes free text, by the endpoint that it is sent to. */
export function freeTextFields(): { id: string; path: string }[] {
  const all: readonly Endpoint[] = Object.values(endpoints);
  return all.flatMap(({ id, body }) => freeTexts(body).map((path) => ({ id, path })));
}
