import type { Config } from '../config.ts';
import type { Clock } from './clock.ts';
import type { CallCounts } from './call-counts/call-counts.ts';
import type { Db } from './database/database.ts';
import type { FanOut } from './fan-out/fan-out.ts';
import type { Condition } from './http/operations.ts';
import type { Route } from './http/route.ts';
import type { CronJob, JobHandler } from './jobs/jobs.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';

/** What every module stands on; `app.ts` makes it and hands it to each. */
export interface Platform {
  db: Db;
  /** One connection apart from the others, for what is followed in the background: a rush on `db` does not hold it up. */
  aside: Db;
  config: Config;
  clock: Clock;
  keys: KeyRing;
  log: Logger;
  /** Tells the other processes what this one has changed. */
  fanOut: FanOut;
  /** Counts calls for all processes together. */
  counts: CallCounts;
  metrics: Metrics;
  /** Where this process itself can be reached, `http://localhost:3000`; right once it listens. */
  ownUrl(): string;
}

/** What a module brings to the whole. */
export interface Module {
  name: string;
  routes: readonly Route[];
  jobs?: readonly JobHandler[];
  cron?: readonly CronJob[];
  /** Runs before the server listens. What fails here keeps it from starting. */
  start?(): Promise<void>;
  /** Waits until what the module follows in the background is as new as this call. */
  catchUp?(): Promise<void>;
  /** Runs when the server begins to stop, before it waits for the requests at work: ends what would never end by itself. */
  stop?(): Promise<void>;
  /** One line for /readyz about how the module does. */
  condition?(): Condition;
}

/** The address that links in mails start with. */
export function publicOrigin(platform: Platform): string {
  return platform.config.publicUrl ?? platform.ownUrl();
}
