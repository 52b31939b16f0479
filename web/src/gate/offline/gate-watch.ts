import { followGate } from '@og-tickets/contract/gate-lists.ts';
import { follow } from '../../api/follow.ts';
import type { Store } from '../../api/store.ts';
import type { GateClock } from './gate-clock.ts';
import type { GateState } from './gate-state.ts';
import { keepClock } from './gate-store.ts';

const SYNC_MS = 15_000;
const TICK_MS = 1_000;
const AFTER_NEWS_MS = 3_000;

/** Asks for the list soon after the server says that it changed, and not more often than now and then. */
export function followList(session: string, sync: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = follow(
    followGate,
    { params: { code: session } },
    {
      onEvent: () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          void sync();
        }, AFTER_NEWS_MS);
      },
      onState: () => undefined,
    },
  );
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Looks at clock, network and time of service until it is stopped. Returns how to stop. */
export function followTime(input: {
  store: Store<GateState>;
  clock: GateClock;
  sync: () => Promise<void>;
  end: () => GateState['ended'];
}): () => void {
  const { store, clock, sync, end } = input;
  const tick = setInterval(() => {
    const clockDoubtful = clock.isDoubtful();
    if (clockDoubtful !== store.get().clockDoubtful) store.set({ clockDoubtful });
    const ended = store.get().ended ?? end();
    if (ended !== store.get().ended) store.set({ ended });
  }, TICK_MS);
  const every = setInterval(() => void sync(), SYNC_MS);
  const events = new AbortController();
  const { signal } = events;
  addEventListener('online', () => void sync(), { signal });
  addEventListener('offline', () => store.set({ online: false }), { signal });
  const onVisibility = () => {
    if (document.visibilityState !== 'visible') {
      void keepClock(Date.now()).catch(() => undefined);
      return;
    }
    clock.woke();
    void sync();
  };
  document.addEventListener('visibilitychange', onVisibility, { signal });
  return () => {
    clearInterval(tick);
    clearInterval(every);
    events.abort();
  };
}
