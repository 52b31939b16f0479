import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

/** One thing that was posted. */
export interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Somebody who takes what is posted to them, on this machine. */
export interface Receiver {
  url: string;
  posted: Posted[];
  /** What is answered from now on. */
  answer: { status: number; headers: Record<string, string> };
  close(): Promise<void>;
}

/** Starts one that answers 200 to all. */
export async function startReceiver(): Promise<Receiver> {
  const posted: Posted[] = [];
  const answer = { status: 200, headers: {} };
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posted.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      reply.writeHead(answer.status, answer.headers).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, posted, answer, close };
}
