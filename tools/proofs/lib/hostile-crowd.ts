import { connect, type Socket } from 'node:net';

// Whoever wants to break the shop, a process of its own.

export interface HostileOrder {
  url: string;
  slowSockets: number;
  perSecond: number;
  ms: number;
}

export interface HostileReport {
  /** Refused as they should be, by kind. */
  answered: Record<string, number>;
  /** What came instead. */
  otherwise: string[];
}

/** Between two letters of a slow socket. */
const letterEveryMs = 500;
const credentials = '"email":"nobody@example.org","password":"not the password"';
const many = Array.from({ length: 50_000 }, (_, at) => `p${at}=1`).join('&');

function post(body: string): string {
  return (
    'POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nX-Requested-With: og-tickets\r\nContent-Type: application/json\r\n' +
    `Connection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

interface Attack {
  kind: string;
  status: number;
  bytes: Buffer;
}

const attacks: readonly Attack[] = [
  { kind: 'a body of a megabyte', status: 413, text: post(`{"email":"${'a'.repeat(1_000_000)}"}`) },
  {
    kind: '10,000 objects in each other',
    status: 400,
    text: post(`{${credentials},"deep":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`),
  },
  {
    kind: '50,000 parameters in an address',
    status: 413,
    text: `GET /api/v1/sessions?${many} HTTP/1.1\r\nHost: a\r\n\r\n`,
  },
  { kind: '50,000 parameters in a body', status: 413, text: post(`{"${many}":1}`) },
  { kind: 'a prototype', status: 400, text: post(`{${credentials},"__proto__":{"admin":true}}`) },
].map(({ kind, status, text }) => ({ kind, status, bytes: Buffer.from(text) }));

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** All that comes until the server closes, as text; empty when nothing does. */
function exchange(url: string, begin: (socket: Socket) => void): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => begin(socket));
    socket.on('data', (part) => {
      text += part.toString('latin1');
    });
    // A server that closes on who still sends may reset the connection after its answer.
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });
}

async function run({ url, slowSockets, perSecond, ms }: HostileOrder): Promise<HostileReport> {
  const answered: Record<string, number> = {};
  const otherwise: string[] = [];
  const note = (kind: string, status: number, text: string): void => {
    // The reply may be lost to the reset that follows when much of what was sent was never read.
    if (text === '' && status === 413) answered[`${kind}, cut off`] = (answered[`${kind}, cut off`] ?? 0) + 1;
    else if (text.startsWith(`HTTP/1.1 ${status} `)) answered[kind] = (answered[kind] ?? 0) + 1;
    else otherwise.push(`${kind}: ${text.slice(0, 60)}`);
  };
  const slow = Array.from({ length: slowSockets }, async (_, at) => {
    const start =
      at % 2 === 0
        ? 'POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{'
        : 'GET /api/v1/sessions HTTP/1.1\r\nHost: a\r\nX-Slow: ';
    let drip: ReturnType<typeof setInterval> | undefined;
    const text = await exchange(url, (socket) => {
      socket.write(start);
      drip = setInterval(() => socket.write('a'), letterEveryMs);
    });
    clearInterval(drip);
    note('a letter at a time', 408, text);
  });
  const sent: Promise<void>[] = [];
  const beganAtMs = performance.now();
  while (performance.now() - beganAtMs < ms) {
    const attack = attacks[sent.length % attacks.length];
    if (attack === undefined) break;
    const { kind, status, bytes } = attack;
    sent.push(exchange(url, (socket) => socket.write(bytes)).then((text) => note(kind, status, text)));
    await sleep(1_000 / perSecond);
  }
  await Promise.all([...slow, ...sent]);
  return { answered, otherwise };
}

process.once('disconnect', () => process.exit());
process.on('message', (order: HostileOrder) => {
  void run(order).then((report) => process.send?.(report));
});
