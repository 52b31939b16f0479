import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Admission } from '../../../server/src/platform/http/admission.ts';
import { createLogger } from '../../../server/src/platform/log.ts';
import { makeBots } from '../../../server/test/buyers/bots.ts';
import { openProofShop } from './proof-shop.ts';

// The shop of the overload check, a process of its own so that whoever overloads it does not slow it down.

/** How often the loop's delay is sampled; what it reports includes this. */
const resolutionMs = 10;
const sessions = 760;
const accounts = 300;

/** What the shop tells the check when it is ready, and after each phase. */
export type ShopMessage =
  | { kind: 'ready'; url: string; session: string; tokens: string[] }
  | {
      kind: 'phase';
      loopDelayP99Ms: number;
      /** Since the start. */
      turnedAway: { browsing: number; holds: number };
      /** Of this process since the last phase, of one core. */
      processor: number;
    };

const admission = process.argv[2] === 'off' ? null : new Admission(createLogger('silent'));
const shop = await openProofShop(admission === null ? {} : { admission });
for (let made = 1; made < sessions; made += 1) await shop.make.session();
const categories = [{ category: 'A', capacity: 1_000_000, pricePerPlaceCents: 5_000 }];
const session = await shop.make.session({ categories, placesPerAccount: 1_000 });
const tokens = await makeBots(shop, accounts);
await shop.caughtUp();

const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();
let processor = process.cpuUsage();
let sinceMs = performance.now();
process.on('message', (message) => {
  if (message === 'phase') {
    const figures = admission?.figures();
    const turnedAway = { browsing: figures?.browsingTurnedAway ?? 0, holds: figures?.holdsTurnedAway ?? 0 };
    const { user, system } = process.cpuUsage(processor);
    const processorShare = (user + system) / 1e3 / (performance.now() - sinceMs);
    processor = process.cpuUsage();
    sinceMs = performance.now();
    const loopDelayP99Ms = Math.round(delay.percentile(99) / 1e6 - resolutionMs);
    delay.reset();
    tell({ kind: 'phase', loopDelayP99Ms, turnedAway, processor: processorShare });
  } else if (message === 'end') {
    void shop.close().then(() => process.disconnect?.());
  }
});
tell({ kind: 'ready', url: shop.url, session: session.code, tokens });

function tell(message: ShopMessage): void {
  process.send?.(message);
}
