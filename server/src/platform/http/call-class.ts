import { type Endpoint, isEventsReply } from '@og-tickets/contract/endpoint.ts';
import { type RequestClass, requestClassOf } from '@og-tickets/contract/rules/request-class.ts';

/** What the admission needs to know of a call. */
export interface CallClass {
  requestClass: RequestClass;
  /** Its reply stays open: no work in progress; such streams have a limit of their own. */
  staysOpen: boolean;
}

interface Step {
  next: Map<string, Step>;
  parameter: Step | null;
  byMethod: Map<string, CallClass>;
}

function newStep(): Step {
  return { next: new Map(), parameter: null, byMethod: new Map() };
}

/**
 * Tells the class of a call by its method and address as they came, before anything else looks at it: words of a path before
 * its parameters, as the router does. Null for what is no endpoint: pages, their files and the operator's questions.
 */
export function callClasses(
  endpoints: readonly Endpoint[],
  prefix: string,
): (method: string, url: string) => CallClass | null {
  const root = newStep();
  for (const endpoint of endpoints) {
    let step = root;
    for (const word of endpoint.path.slice(1).split('/')) step = stepTo(step, word);
    const staysOpen = Object.values(endpoint.replies).some(isEventsReply);
    step.byMethod.set(endpoint.method, { requestClass: requestClassOf(endpoint), staysOpen });
  }
  return (method, url) => {
    const queryAt = url.indexOf('?');
    const path = readable(queryAt < 0 ? url : url.slice(0, queryAt));
    if (!path.startsWith(`${prefix}/`)) return null;
    // HEAD does the work of GET.
    return found(root, path.slice(prefix.length + 1).split('/'), 0, method === 'HEAD' ? 'GET' : method);
  };
}

function stepTo(step: Step, word: string): Step {
  if (word.startsWith(':')) {
    step.parameter ??= newStep();
    return step.parameter;
  }
  const known = step.next.get(word) ?? newStep();
  step.next.set(word, known);
  return known;
}

function found(step: Step, words: readonly string[], at: number, method: string): CallClass | null {
  const word = words[at];
  if (word === undefined) return step.byMethod.get(method) ?? null;
  const exact = step.next.get(word);
  const seen = exact === undefined ? null : found(exact, words, at + 1, method);
  if (seen !== null || step.parameter === null || word === '') return seen;
  return found(step.parameter, words, at + 1, method);
}

/** Letters may be written as `%61`: the router reads them, so the way around is closed here too. */
function readable(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
