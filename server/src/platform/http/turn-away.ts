import type { RequestListener } from 'node:http';
import type { Locale } from '@og-tickets/contract/common.ts';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { uuidv7 } from '../keys/random.ts';
import type { Admission } from './admission.ts';
import { callClasses } from './call-class.ts';
import { bareHeaders } from './headers.ts';
import { localeOf, problemOf } from './problem.ts';
import { refuse } from './refusal.ts';

/**
 * Asks the admission before anything else is done for a call: before its body is read, before the framework makes a request
 * of it. Most of what comes in the worst minute ends here, so an answer costs little more than reading the first line: all but
 * the request's id is made beforehand.
 */
export function turnAwayUnderOverload(admission: Admission, prefix: string, handle: RequestListener): RequestListener {
  const classOf = callClasses(endpoints, prefix);
  const prepared = new Map<string, PreparedRefusal>();
  const refusalIn = (locale: Locale, retryAfterSeconds: number): PreparedRefusal => {
    const name = `${locale}${retryAfterSeconds}`;
    const known = prepared.get(name) ?? prepare(locale, retryAfterSeconds);
    prepared.set(name, known);
    return known;
  };
  return (request, answer) => {
    const call = classOf(request.method ?? '', request.url ?? '');
    if (call === null) return handle(request, answer);
    const retryAfterSeconds = admission.enter(call.requestClass);
    if (retryAfterSeconds === null) {
      const leave = (): void => admission.leave(call.requestClass);
      if (call.staysOpen) leave();
      else answer.once('close', leave);
      return handle(request, answer);
    }
    const { headers, body } = refusalIn(localeOf(request), retryAfterSeconds);
    answer.writeHead(503, headers);
    answer.end(`${body[0]}${uuidv7()}${body[1]}`);
  };
}

interface PreparedRefusal {
  /** Names and values in turns. */
  headers: string[];
  /** What stands before and after the id of the request. */
  body: readonly [string, string];
}

function prepare(locale: Locale, retryAfterSeconds: number): PreparedRefusal {
  const id = uuidv7();
  const text = JSON.stringify(problemOf(refuse('overloaded'), locale, id));
  const [before = '', after = ''] = text.split(id);
  const headers = {
    ...bareHeaders,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'retry-after': String(retryAfterSeconds),
  };
  return { headers: Object.entries(headers).flat(), body: [before, after] };
}
