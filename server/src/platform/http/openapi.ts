import { readFileSync } from 'node:fs';
import {
  type Endpoint,
  type EventsReply,
  isEventsReply,
  isFileReply,
  proofMethods,
} from '@og-tickets/contract/endpoint.ts';
import { type RefusalCode, refusals } from '@og-tickets/contract/refusals.ts';

type JsonObject = Record<string, unknown>;

const version: string = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;

const problemSchema = {
  type: 'object',
  description: 'Problem details, RFC 9457',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(refusals) },
    detail: { type: 'string', description: 'One sentence in the language of Accept-Language that says what to do' },
    requestId: { type: 'string' },
    methods: { type: 'array', items: { enum: proofMethods }, description: 'With `step_up_required`: how to prove it' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** Can a member of the staff call it, and only with a second factor? */
function needsFactor({ access }: Endpoint): boolean {
  return access.kind === 'login' && access.whileEnrolling !== true && access.roles.some((role) => role !== 'customer');
}

/** Refusals that any call of this shape can get, besides its own. */
function usualRefusals(endpoint: Endpoint): RefusalCode[] {
  const takesInput = endpoint.body !== undefined || endpoint.query !== undefined || endpoint.params !== undefined;
  const isWrite = endpoint.method !== 'GET';
  return [
    ...(takesInput ? (['invalid_request'] as const) : []),
    ...(endpoint.body === undefined ? [] : (['payload_too_large', 'unsupported_media_type'] as const)),
    ...(endpoint.access.kind === 'login' ? (['unauthenticated', 'forbidden'] as const) : []),
    ...(needsFactor(endpoint) ? (['mfa_required'] as const) : []),
    ...(endpoint.access.kind === 'login' && endpoint.access.stepUp === true ? (['step_up_required'] as const) : []),
    ...(isWrite && endpoint.access.kind !== 'provider' ? (['origin_refused'] as const) : []),
    ...(endpoint.idempotencyKey === true
      ? (['idempotency_key_missing', 'idempotency_key_reused', 'request_in_progress'] as const)
      : []),
    'rate_limited',
    'internal_error',
    'service_unavailable',
  ];
}

/** What the same refusals are written as once for all endpoints: their codes are its name. */
function refusedBy(codes: ReadonlySet<RefusalCode>, shared: JsonObject): JsonObject {
  const name = [...codes].toSorted().join('.');
  shared[name] = {
    description: [...codes].map((code) => `\`${code}\`: ${refusals[code].en}`).join('\n\n'),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return { $ref: `#/components/responses/${name}` };
}

function responsesOf(endpoint: Endpoint, shared: JsonObject): JsonObject {
  const responses: JsonObject = {};
  for (const [status, reply] of Object.entries(endpoint.replies)) {
    if (reply === null) responses[status] = { description: 'Done' };
    else if (isFileReply(reply)) responses[status] = { description: 'The file', content: { [reply.file]: {} } };
    else if (isEventsReply(reply)) responses[status] = eventsOf(reply);
    else responses[status] = { description: 'Done', content: { 'application/json': { schema: reply } } };
  }
  const byStatus = new Map<number, Set<RefusalCode>>();
  for (const code of [...(endpoint.refusals ?? []), ...usualRefusals(endpoint)]) {
    const { status } = refusals[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    responses[status] = refusedBy(codes, shared);
  }
  return responses;
}

/** OpenAPI 3.1 has no word for the shape of one event: the schema is that of its data. */
function eventsOf({ event, events }: EventsReply): JsonObject {
  return {
    description: `Server-sent events \`${event}\`; the data of each is JSON of this schema`,
    content: { 'text/event-stream': { schema: events } },
  };
}

function parametersOf(endpoint: Endpoint): JsonObject[] {
  const parts = [
    ['path', endpoint.params],
    ['query', endpoint.query],
  ] as const;
  const parameters: JsonObject[] = parts.flatMap(([place, schema]) => {
    if (schema === undefined || !('properties' in schema)) return [];
    const required = 'required' in schema && Array.isArray(schema.required) ? schema.required : [];
    return Object.entries(schema.properties as JsonObject).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: property,
    }));
  });
  if (endpoint.idempotencyKey === true) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      schema: { type: 'string', maxLength: 200 },
    });
  }
  return parameters;
}

function securityOf(endpoint: Endpoint): JsonObject[] {
  if (endpoint.access.kind === 'login') return [{ accessToken: [] }];
  return endpoint.access.kind === 'anyone' ? [{}, { accessToken: [] }] : [{}];
}

function accessWords(endpoint: Endpoint): string {
  const { access } = endpoint;
  if (access.kind === 'anyone') return 'Who: anyone.';
  if (access.kind === 'provider') return 'Who: the payment provider, by the signature over the raw body.';
  const whose = access.owns === undefined ? '' : ` The ${access.owns} must be the caller’s; another’s is 404.`;
  const again = access.stepUp === true ? ' Who is there must have been proved again within five minutes.' : '';
  const factor = needsFactor(endpoint) ? ' Staff needs a second factor.' : '';
  return `Who: ${access.roles.join(', ')}.${whose}${factor}${again}`;
}

/** The OpenAPI 3.1 document of the contract, the same on every machine. */
export function openApiDocument(endpoints: readonly Endpoint[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  const responses: JsonObject = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    const parameters = parametersOf(endpoint);
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: {
        operationId: endpoint.id,
        tags: [endpoint.id.split('.')[0]],
        summary: endpoint.summary,
        description: accessWords(endpoint),
        security: securityOf(endpoint),
        ...(parameters.length === 0 ? {} : { parameters }),
        ...(endpoint.body === undefined
          ? {}
          : { requestBody: { required: true, content: { 'application/json': { schema: endpoint.body } } } }),
        responses: responsesOf(endpoint, responses),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'OG-Tickets',
      version,
      description:
        'Times are UTC in ISO 8601, money is whole cents, errors are problem+json with a stable `code`. Writes that carry a cookie need the `X-Requested-With` header.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      responses: Object.fromEntries(Object.entries(responses).toSorted(([one], [other]) => (one < other ? -1 : 1))),
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
