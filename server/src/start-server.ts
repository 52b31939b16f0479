import { Server as NetServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { createApp, createModules, type Overrides } from './app.ts';
import type { Config } from './config.ts';
import type { Admission } from './platform/http/admission.ts';
import { systemClock } from './platform/clock.ts';
import type { Database } from './platform/database/database.ts';
import { openLinks } from './platform/fan-out/open-links.ts';
import { startWorker, type Worker } from './platform/jobs/jobs.ts';
import { followKeyFiles } from './platform/keys/follow-key-files.ts';
import type { KeyRing } from './platform/keys/key-ring.ts';
import { type Logger, listenToLog } from './platform/log.ts';
import { Metrics } from './platform/metrics/metrics.ts';
import type { Module, Platform } from './platform/platform.ts';
import { startWatch, type Watch } from './platform/telemetry/watch.ts';
import { StartupError } from './platform/startup-error.ts';

const jobsAtOnce = 4;
const idleCheckMs = 50;
/** After the port was closed, connections that are open are served for this long. */
const lingerMs = 1_000;
/**
 * Connections that may wait to be taken up, as far as the system allows. When the doors of a sale open they come all at once,
 * and one that finds no room tries again after 1, 3 and 7 seconds.
 */
const waitingConnections = 4_096;

/** What a server is made of: the platform of its modules, and the database it may close. */
export interface Foundation {
  platform: Platform;
  database: Database;
  /** Told by the server when it listens; the platform reads it. */
  address: { url: string };
}

export interface RunningServer {
  url: string;
  /** Where its metrics are; null where they are not served. */
  metricsUrl: string | null;
  platform: Platform;
  /** Waits until everything that is followed in the background is as new as this call. */
  catchUp: () => Promise<void>;
  /**
   * Says for `drainMs` that it is not ready, then stops taking requests and jobs and lets those at work finish; the database
   * stays open.
   */
  stop(): Promise<void>;
}

export interface StartOptions {
  rateLimits: boolean;
  /** Turns calls away under overload; without one all are let in. */
  admission?: Admission;
  /** A request that has not come in whole after this long is refused. */
  requestPatienceMs?: number;
  overrides?: Overrides;
}

/** Joins configuration, database, keys and log into what modules stand on. */
export function layFoundation(input: { config: Config; database: Database; keys: KeyRing; log: Logger }): Foundation {
  const { config, database, keys, log } = input;
  const address = { url: `http://localhost:${config.port}` };
  const { db, queue } = database;
  const metrics = new Metrics();
  listenToLog(log, ({ fields: { alert } }) => {
    if (typeof alert === 'string') metrics.count('og_alerts_total', { alert });
  });
  const platform: Platform = {
    db,
    aside: database.aside,
    config,
    clock: systemClock,
    keys,
    log,
    ...openLinks({ config, db, queue, keys, log }),
    metrics,
    ownUrl: () => address.url,
  };
  return { platform, database, address };
}

/** Serves the shop and works its jobs, or one of both (OG_ROLE). Throws a StartupError when the port cannot be had. */
export async function startServer(foundation: Foundation, options: StartOptions): Promise<RunningServer> {
  const { platform, database } = foundation;
  const modules = createModules(platform, options.overrides);
  const watch = await startWatch(platform, { pool: database.pool, admission: options.admission ?? null });
  try {
    await platform.fanOut.start();
    return await serveShop(foundation, modules, watch, options);
  } catch (error) {
    // Else its connection would keep the database from being closed.
    await platform.fanOut.stop();
    await watch.stop();
    throw error;
  }
}

async function serveShop(
  { platform, database, address }: Foundation,
  modules: readonly Module[],
  watch: Watch,
  options: StartOptions,
): Promise<RunningServer> {
  const { rateLimits, requestPatienceMs } = options;
  const admission = options.admission ?? null;
  for (const module of modules) await module.start?.();
  let isStopping = false;
  const server = await createApp(platform, modules, {
    rateLimits,
    admission,
    requestPatienceMs,
    isStopping: () => isStopping,
    tracer: watch.tracer,
  });
  address.url = await listen(server, platform.config);
  const { databaseConnections } = platform.config;
  admission?.start(() => ({ waiting: database.pool.waitingCount, connections: databaseConnections }));
  const worker = platform.config.role === 'web' ? null : await startJobs(platform, database, modules, watch);
  const endFollowing = followKeyFiles(platform.keys, platform.log);
  const stop = async (): Promise<void> => {
    isStopping = true;
    await wait(platform.config.drainMs);
    endFollowing();
    admission?.stop();
    for (const module of modules) await module.stop?.();
    await closeServer(server, platform.config.drainMs);
    await worker?.stop();
    await platform.fanOut.stop();
    await watch.stop();
  };
  const catchUp = async (): Promise<void> => {
    await Promise.all(modules.map(async (module) => module.catchUp?.()));
  };
  return { url: address.url, metricsUrl: watch.metricsUrl, platform, catchUp, stop };
}

function startJobs(
  { log }: Platform,
  database: Database,
  modules: readonly Module[],
  { onJob }: Watch,
): Promise<Worker> {
  return startWorker({
    pool: database.queue,
    handlers: modules.flatMap((module) => module.jobs ?? []),
    cron: modules.flatMap((module) => module.cron ?? []),
    concurrency: jobsAtOnce,
    log,
    onJob,
  });
}

/**
 * Stops listening and waits for the requests at work. A connection that was busy when the closing began is kept open by its
 * client for over a minute afterwards unless it is closed as soon as it is idle.
 */
async function closeServer(server: FastifyInstance, drainMs: number): Promise<void> {
  if (drainMs > 0) {
    // Who keeps connections may send a call on an idle one in the moment in which it is closed, and lose it. So nobody is let
    // in any more, but those who are in are served for a while, each reply asking for its connection to be closed.
    NetServer.prototype.close.call(server.server);
    await wait(Math.min(lingerMs, drainMs));
  }
  const closing = setInterval(() => server.server.closeIdleConnections(), idleCheckMs);
  try {
    await server.close();
  } catch (error) {
    const isClosedAlready = error instanceof Error && 'code' in error && error.code === 'ERR_SERVER_NOT_RUNNING';
    if (!isClosedAlready) throw error;
  } finally {
    clearInterval(closing);
  }
}

/** Returns the address to call this process by, with the real port. */
async function listen(server: FastifyInstance, { port, host }: Config): Promise<string> {
  try {
    await server.listen({ port, host, backlog: waitingConnections });
  } catch (error) {
    await server.close();
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EADDRINUSE') {
      throw new StartupError(
        `Port ${port} is in use. Stop what listens there, or choose another: PORT=3001 npm start.`,
      );
    }
    if (code === 'EACCES') throw new StartupError(`Port ${port} may not be used by this user. Choose one above 1023.`);
    throw error;
  }
  const bound = server.addresses()[0];
  const realPort = typeof bound === 'object' ? bound.port : port;
  const everywhere = host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? 'localhost' : host}:${realPort}`;
}
