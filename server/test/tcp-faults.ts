import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What the network does to a connection. */
export type Weather = 'clear' | 'slow' | 'resets' | 'black hole' | 'half closed';

/** A network between two programs of this machine, whose weather can be changed while they talk. */
export interface TcpFaults {
  port: number;
  weather: Weather;
  /** From now on the connections that are there pass on what is asked, and lose what is answered. Later ones are well. */
  loseAnswers(): void;
  close(): Promise<void>;
}

const slowMs = 500;
const resetShare = 0.05;

/** Puts off what it is given while it is slow; nothing overtakes what was given before it: that is what TCP promises. */
function queueWhile(isSlow: () => boolean): (act: () => void) => void {
  let late = 0;
  return (act) => {
    if (!isSlow() && late === 0) return act();
    late += 1;
    setTimeout(() => {
      late -= 1;
      act();
    }, slowMs);
  };
}

/** Passes connections on to a port of this machine. `random` decides which are reset. */
export async function startTcpFaults(toPort: number, random: () => number): Promise<TcpFaults> {
  const open = new Set<Socket>();
  const deaf = new WeakSet<Socket>();
  const state: { weather: Weather } = { weather: 'clear' };
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    // What breaks is broken on purpose.
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  const pass = (from: Socket, to: Socket): void => {
    const inOrder = queueWhile(() => state.weather === 'slow');
    from.on('data', (chunk) => {
      if (state.weather === 'black hole' || deaf.has(to)) return;
      if (state.weather === 'resets' && random() < resetShare) return void from.resetAndDestroy();
      inOrder(() => to.writable && to.write(chunk));
    });
    from.once('end', () => {
      if (state.weather !== 'half closed') inOrder(() => to.end());
    });
    from.once('close', (hadError) => {
      if (hadError) to.destroy();
      else inOrder(() => to.destroy());
    });
  };
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    const upstream = keep(connect(toPort, '127.0.0.1'));
    pass(keep(client), upstream);
    pass(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    get weather() {
      return state.weather;
    },
    set weather(next: Weather) {
      // Sockets that were black holes stay silent for ever: those are the ones that time-outs are for.
      state.weather = next;
    },
    loseAnswers: () => {
      for (const client of clients) deaf.add(client);
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
