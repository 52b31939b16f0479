import { type RequestClass, requestClassOf } from '@og-tickets/contract/rules/request-class.ts';
import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import { isEventsReply } from '@og-tickets/contract/endpoint.ts';
import type { FastifyInstance } from 'fastify';
import type { Admission } from './admission.ts';
import { sendRefusal } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent for what is no endpoint of the contract: pages, their files and the operator's questions are always served. */
    requestClass?: RequestClass;
    /** A reply that stays open is no work in progress; such streams have a limit of their own. */
    staysOpen?: boolean;
  }
  interface FastifyRequest {
    enteredAs: RequestClass | null;
  }
}

/** What the admission needs to know of a route. */
export function admissionConfigOf(endpoint: Endpoint): { requestClass: RequestClass; staysOpen: boolean } {
  return {
    requestClass: requestClassOf(endpoint),
    staysOpen: Object.values(endpoint.replies).some(isEventsReply),
  };
}

/** Asks the admission before anything else is done for a call. */
export function turnAwayUnderOverload(server: FastifyInstance, admission: Admission): void {
  server.decorateRequest('enteredAs', null);
  server.addHook('onRequest', async (request, answer) => {
    const { requestClass, staysOpen } = request.routeOptions.config;
    if (requestClass === undefined) return;
    const no = admission.enter(requestClass);
    if (no !== null) return sendRefusal(request, answer, no);
    if (staysOpen === true) admission.leave(requestClass);
    else request.enteredAs = requestClass;
  });
  server.addHook('onResponse', async (request) => {
    if (request.enteredAs !== null) admission.leave(request.enteredAs);
  });
}
