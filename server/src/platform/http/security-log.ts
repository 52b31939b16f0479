import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../log.ts';
import type { Caller } from './route.ts';

const authPath = '/api/v1/auth/';
/** Every page of every browser asks for it, and what is wrong about one is an alert of its own. */
const refreshPath = '/api/v1/auth/refresh';
/** Somebody who guesses must not fill the disk: what is more is counted, and said with the first line of the next second. */
const maxLinesPerSecond = 100;

/**
 * Writes a line for each call that has to do with who somebody is, whatever came of it, and for each that its caller may not
 * make: which route, which status, the id of the request, and whose login it was, where it was one. Another's object is 404, which
 * metrics count.
 */
export function logSecurityEvents(server: FastifyInstance, log: Pick<Logger, 'info'>): void {
  let second = 0;
  let lines = 0;
  const note = (request: FastifyRequest, answer: FastifyReply): void => {
    const route = request.routeOptions.url ?? '';
    const status = answer.statusCode;
    if (route === refreshPath) return;
    const isAuthentication = route.startsWith(authPath) && request.method === 'POST';
    if (!isAuthentication && status !== 401 && status !== 403) return;
    const now = Math.floor(performance.now() / 1_000);
    const notWritten = now === second ? 0 : Math.max(0, lines - maxLinesPerSecond);
    lines = now === second ? lines + 1 : 1;
    second = now;
    if (lines > maxLinesPerSecond) return;
    const more = notWritten > 0 ? { notWritten } : {};
    const what = {
      event: isAuthentication ? 'authentication' : 'access_denied',
      method: request.method,
      route,
      status,
    };
    log.info({ ...what, requestId: request.id, ...accountOf(request.caller), ...more }, 'who somebody is');
  };
  server.addHook('onResponse', (request, answer, done) => {
    note(request, answer);
    done();
  });
}

/** Whoever was refused before they were known is nobody. */
function accountOf(caller: Caller | undefined): { accountId?: string } {
  return caller?.kind === 'login' ? { accountId: caller.accountId } : {};
}
