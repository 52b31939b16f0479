import { Agent, createServer, type IncomingMessage, request as call, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** How often each process is asked whether it is ready. */
const askEveryMs = 50;

/** A proxy in front of several processes, as nginx with health checks is one. */
export interface RoundRobin {
  url: string;
  /** Waits until every process has said that it is ready. */
  allReady(): Promise<void>;
  close(): Promise<void>;
}

interface Backend {
  url: URL;
  ready: boolean;
}

/**
 * Gives each call to the next process that says it is ready. A call that nobody took is given to another, no other is. `port` 0:
 * a free one.
 */
export async function startRoundRobin(urls: readonly string[], port = 0): Promise<RoundRobin> {
  const backends: Backend[] = urls.map((url) => ({ url: new URL(url), ready: true }));
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let turn = 0;
  const next = (): Backend | undefined => {
    for (let tried = 0; tried < backends.length; tried += 1) {
      turn = (turn + 1) % backends.length;
      if (backends[turn]?.ready === true) return backends[turn];
    }
    return undefined;
  };
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () =>
      pass({ incoming, answer, body: Buffer.concat(chunks), agent, next, triesLeft: urls.length }),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const closing = new AbortController();
  const asking = backends.map((backend) => follow(backend, closing.signal));
  const address = server.address();
  const realPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${realPort}`,
    allReady: async () => {
      while (!backends.every(({ ready }) => ready)) await wait(askEveryMs);
    },
    close: async () => {
      closing.abort();
      await Promise.all(asking);
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Asks a process again and again whether it is ready. */
async function follow(backend: Backend, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    backend.ready = await isReady(backend.url);
    await wait(askEveryMs);
  }
}

interface Passing {
  incoming: IncomingMessage;
  answer: ServerResponse;
  body: Buffer;
  agent: Agent;
  next: () => Backend | undefined;
  triesLeft: number;
}

function pass(passing: Passing): void {
  const { incoming, answer, body, agent, next, triesLeft } = passing;
  const backend = next();
  if (backend === undefined || triesLeft === 0) {
    answer.writeHead(502).end();
    return;
  }
  const { hostname, port } = backend.url;
  const headers = { ...incoming.headers, 'content-length': String(body.length) };
  const { method, url: path } = incoming;
  const sent = call({ agent, hostname, port, method, path, headers }, (reply) => {
    const { connection: _own, 'keep-alive': _theirs, 'transfer-encoding': _how, ...others } = reply.headers;
    answer.writeHead(reply.statusCode ?? 502, others);
    reply.pipe(answer);
  });
  sent.on('error', (error) => {
    const nobodyTookIt = 'code' in error && error.code === 'ECONNREFUSED';
    if (nobodyTookIt) pass({ ...passing, triesLeft: triesLeft - 1 });
    else if (answer.headersSent) answer.destroy();
    else answer.writeHead(502).end(String(error));
  });
  sent.end(body);
}

async function isReady(url: URL): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
