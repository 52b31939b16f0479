import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** A service that knows breached passwords by ranges of their hashes, on this machine. */
export interface Breaches {
  /** For BREACHED_PASSWORDS_URL. */
  url: string;
  /** Ranges that were asked for. */
  asked: string[];
  /** Passwords that it knows. */
  known: Set<string>;
  /** Its hash stands in answers with zero times. */
  padding: string;
  /** What it does instead of its work. */
  fails: 'not' | 'with 500' | 'silently' | 'without end';
  close(): Promise<void>;
}

const rangeCharacters = 5;

function hashOf(password: string): string {
  return createHash('sha1').update(password).digest('hex').toUpperCase();
}

/** Starts one that knows nothing yet. */
export async function startBreaches(): Promise<Breaches> {
  const server = createServer((request, reply) => {
    const range = request.url?.slice('/range/'.length) ?? '';
    breaches.asked.push(range);
    if (breaches.fails === 'silently') return;
    if (breaches.fails === 'with 500') return void reply.writeHead(500).end();
    if (breaches.fails === 'without end') return void reply.end('0'.repeat(2_000_000));
    const lines = Array.from(breaches.known, (password) => `${hashOf(password)}:7`);
    const inRange = [`${hashOf(breaches.padding)}:0`, ...lines].filter((line) => line.startsWith(range));
    reply.end(inRange.map((line) => line.slice(rangeCharacters)).join('\r\n'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const breaches: Breaches = {
    url: `http://127.0.0.1:${port}/range/`,
    asked: [],
    known: new Set(),
    padding: '',
    fails: 'not',
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return breaches;
}
