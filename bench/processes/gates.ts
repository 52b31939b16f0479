import { randomUUID } from 'node:crypto';
import { KeepAlive } from '../../server/test/buyers/keep-alive.ts';
import { connect } from '../../server/src/platform/database/database.ts';
import type { GateOrder, GateReport } from '../gate/gates.ts';

// Gates in a process of their own: told by the parent what to show and to whom.

type Ticket = GateOrder['tickets'][number];

/** One gate: shows a ticket, true when it was let in. */
interface Gate {
  show(ticket: Ticket): Promise<true | string>;
  close(): void;
}

const gateCodes = Array.from({ length: 64 }, (_, index) => `G${index + 1}`);

function serverGate(order: Extract<GateOrder, { kind: 'server' }>, index: number): Gate {
  const wire = new KeepAlive(order.url);
  const gate = gateCodes[index] ?? 'G1';
  const authorization = `Bearer ${order.tokens[index % order.tokens.length] ?? ''}`;
  return {
    show: async ({ code }) => {
      const scannedAt = new Date().toISOString();
      const body = { scanId: randomUUID(), session: order.session, gate, code, direction: 'in', scannedAt };
      const answer = await wire.post('/gate/redeem', body, { authorization });
      const isIn = answer.status === 200 && answer.body.includes('"verdict":"admitted"');
      return isIn ? true : `${answer.status} ${answer.body.slice(0, 200)}`;
    },
    close: () => wire.close(),
  };
}

const update = {
  name: 'bare_update',
  text: `UPDATE tickets.tickets SET entries = entries + 1, status = 'used', first_entry_at = coalesce(first_entry_at, now()),
           first_entry_gate = coalesce(first_entry_gate, $2)
          WHERE id = $1 AND status = 'valid' AND entries + 1 <= places RETURNING entries`,
};
const insert = {
  name: 'bare_insert',
  text: `INSERT INTO admissions.scans (id, request_hash, session_id, gate, controller_id, ticket_id, direction, verdict, reason,
           places, result, scanned_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'in', 'admitted', 'ok', 1, $7, now())`,
};
const result = JSON.stringify({
  verdict: 'admitted',
  reason: 'ok',
  entries: 1,
  places: 1,
  inside: 1,
  admittedPlaces: 1,
});

type Pool = Awaited<ReturnType<typeof connect>>['pool'];

async function bareGate(pool: Pool, sessionId: number, index: number): Promise<Gate> {
  const client = await pool.connect();
  const gate = gateCodes[index] ?? 'G1';
  const [controller, hash] = [randomUUID(), Buffer.alloc(32)];
  return {
    show: async ({ id }) => {
      await client.query('BEGIN');
      const { rowCount } = await client.query({ ...update, values: [id, gate] });
      await client.query({ ...insert, values: [randomUUID(), hash, sessionId, gate, controller, id, result] });
      await client.query('COMMIT');
      return rowCount === 1 ? true : 'nobody was let in';
    },
    close: () => client.release(),
  };
}

/** As many gates as wanted, and what ends them. */
async function openGates(order: GateOrder): Promise<{ gates: Gate[]; close: () => Promise<void> }> {
  const each = Array.from({ length: order.gates }, (_, index) => index);
  if (order.kind === 'server') {
    return { gates: each.map((index) => serverGate(order, index)), close: () => Promise.resolve() };
  }
  const database = await connect(order.databaseUrl, { maxConnections: order.gates });
  const gates = await Promise.all(each.map((index) => bareGate(database.pool, order.sessionId, index)));
  return { gates, close: () => database.close() };
}

async function work(order: GateOrder): Promise<GateReport> {
  const { gates, close } = await openGates(order);
  const tookMs: number[] = [];
  const failures: string[] = [];
  let shown = 0;
  const before = process.cpuUsage();
  const beganAtMs = performance.now();
  const untilMs = beganAtMs + order.seconds * 1_000;
  await Promise.all(
    gates.map(async (gate) => {
      while (performance.now() < untilMs && shown < order.tickets.length) {
        const ticket = order.tickets[shown];
        shown += 1;
        if (ticket === undefined) return;
        const sinceMs = performance.now();
        const isIn = await gate.show(ticket).catch(String);
        if (isIn === true) tookMs.push(performance.now() - sinceMs);
        else failures.push(isIn);
      }
    }),
  );
  const seconds = (performance.now() - beganAtMs) / 1_000;
  const { user, system } = process.cpuUsage(before);
  for (const gate of gates) gate.close();
  await close();
  const processorSeconds = (user + system) / 1e6;
  return { seconds, tookMs: Float64Array.from(tookMs), shown, failures: failures.slice(0, 5), processorSeconds };
}

process.on('message', (order: GateOrder) => {
  void work(order).then((report) => process.send?.(report));
});
