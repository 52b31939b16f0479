import type { IncomingMessage } from 'node:http';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { Problem } from '@og-tickets/contract/endpoint.ts';
import { refusals } from '@og-tickets/contract/refusals.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldFault, Refusal } from './refusal.ts';

/** French unless the caller prefers English. */
export function localeOf(request: Pick<IncomingMessage, 'headers'>): Locale {
  const wanted = request.headers['accept-language'] ?? '';
  const first = wanted.split(',').find((part) => /^\s*(fr|en)\b/i.test(part));
  return first !== undefined && /^\s*en/i.test(first) ? 'en' : 'fr';
}

/** The problem+json body of a refusal (RFC 9457). */
export function problemOf(refusal: Refusal, locale: Locale, requestId: string): Problem {
  const { status, [locale]: detail } = refusals[refusal.code];
  return {
    type: 'about:blank',
    title: refusal.code.replaceAll('_', ' '),
    status,
    code: refusal.code,
    detail,
    requestId,
    ...(refusal.methods === undefined ? {} : { methods: refusal.methods }),
    ...(refusal.fields === undefined ? {} : { fields: [...refusal.fields] }),
  };
}

/** Answers a request with a refusal. */
export function sendRefusal(request: FastifyRequest, answer: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = problemOf(refusal, localeOf(request), request.id);
  if (refusal.retryAfterSeconds !== undefined) answer.header('retry-after', String(refusal.retryAfterSeconds));
  return answer
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((value: unknown) => String(value))
    .send(JSON.stringify(problem));
}

interface SchemaFault {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

const faultWords: Record<string, { fr: string; en: string }> = {
  required: { fr: 'Ce champ est obligatoire.', en: 'This field is required.' },
  additionalProperties: { fr: 'Ce champ n’existe pas ici.', en: 'There is no such field here.' },
  minLength: { fr: 'C’est trop court.', en: 'This is too short.' },
  maxLength: { fr: 'C’est trop long.', en: 'This is too long.' },
  minimum: { fr: 'C’est trop petit.', en: 'This is too small.' },
  maximum: { fr: 'C’est trop grand.', en: 'This is too large.' },
  type: { fr: 'Ce n’est pas le bon type de valeur.', en: 'This is not the right type of value.' },
};
const otherFault = { fr: 'Cette valeur n’est pas valable.', en: 'This value is not valid.' };

/** Names each field that a schema refused, with a short sentence. `part` is body, querystring, params or headers. */
export function fieldFaults(faults: readonly SchemaFault[], part: string, locale: Locale): FieldFault[] {
  return faults.map((fault) => {
    const missing = fault.params['missingProperty'] ?? fault.params['additionalProperty'];
    const path = [part === 'querystring' ? 'query' : part, ...fault.instancePath.split('/').slice(1)];
    if (typeof missing === 'string') path.push(missing);
    return { field: path.join('.'), message: (faultWords[fault.keyword] ?? otherFault)[locale] };
  });
}
