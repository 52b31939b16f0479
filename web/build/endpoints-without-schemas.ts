import { fileURLToPath } from 'node:url';
import { type ESTree, type Plugin, Visitor } from 'vite';

const noSchemas = fileURLToPath(new URL('no-schemas.ts', import.meta.url));
/** What the pages use of an endpoint: where it is and how it is called. */
const usedInPages = new Set(['id', 'method', 'path', 'idempotencyKey']);

/**
 * Takes schemas and texts out of the endpoints of the contract: pages send what the types allow and do not check what the server
 * made from the same contract, so that neither schemas nor the library that makes them need be loaded. The name of the events of a
 * stream stays. Calls at the top of a file of the contract only make values: where nothing needs the value, the call goes too.
 */
export function endpointsWithoutSchemas(): Plugin {
  return {
    name: 'endpoints-without-schemas',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source) => (source === 'typebox' ? noSchemas : null),
    transform: {
      filter: { id: /\/contract\/src\/[\w-]+\.ts$/ },
      handler(code) {
        return { code: withChanges(code, changesIn(this.parse(code, { lang: 'ts' }), code)), map: null };
      },
    },
  };
}

interface Change {
  start: number;
  end: number;
  text: string;
}

function changesIn(program: ESTree.Program, code: string): Change[] {
  const changes: Change[] = [];
  let functions = 0;
  let endpoints = 0;
  const enter = () => void (functions += 1);
  const leave = () => void (functions -= 1);
  new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    CallExpression: (call) => {
      const text = endpointText(call, code);
      if (text !== undefined) changes.push({ start: call.start, end: call.end, text });
      else if (functions === 0 && endpoints === 0) {
        changes.push({ start: call.start, end: call.start, text: '/* @__PURE__ */ ' });
      }
      if (text !== undefined) endpoints += 1;
    },
    'CallExpression:exit': (call) => {
      if (endpointText(call, code) !== undefined) endpoints -= 1;
    },
  }).visit(program);
  return changes;
}

/** The endpoint as a plain object without what pages do not use; undefined when the call declares none. */
function endpointText({ callee, arguments: [given] }: ESTree.CallExpression, code: string): string | undefined {
  if (callee.type !== 'Identifier' || callee.name !== 'defineEndpoint' || given?.type !== 'ObjectExpression') return;
  const kept = given.properties.flatMap((property) => {
    // What several endpoints share may hold their method.
    if (property.type === 'SpreadElement') return [code.slice(property.start, property.end)];
    if (property.key.type !== 'Identifier') return [];
    if (usedInPages.has(property.key.name)) return [code.slice(property.start, property.end)];
    const event = property.key.name === 'replies' ? eventIn(property.value, code) : undefined;
    return event === undefined ? [] : [`replies: { 200: { ${event} } }`];
  });
  return `{ ${kept.join(', ')} }`;
}

/** `event: 'availability'`, where replies are a stream of events. */
function eventIn(replies: ESTree.Expression, code: string): string | undefined {
  const reply = replies.type === 'ObjectExpression' ? replies.properties[0] : undefined;
  if (reply?.type !== 'Property' || reply.value.type !== 'ObjectExpression') return undefined;
  const event = reply.value.properties.find(
    (one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'event',
  );
  return event && code.slice(event.start, event.end);
}

function withChanges(code: string, changes: readonly Change[]): string {
  return changes
    .toSorted((one, other) => other.start - one.start)
    .reduce((text, { start, end, text: next }) => text.slice(0, start) + next + text.slice(end), code);
}
