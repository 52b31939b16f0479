import { followAvailability, type SessionDetail, type SessionStock } from '@og-tickets/contract/catalog.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { addressOf } from '../../api/http.ts';
import { sessionQuery } from './queries.ts';
import { withStock } from './stock-news.ts';

/** A refused stream is asked for again after this, then twice as late, up to the most; each time a little apart. */
const FIRST_WAIT_MS = 5_000;
const MOST_WAIT_MS = 60_000;
/** While nothing is pushed, the page asks this often. */
const POLL_MS = 15_000;

/**
 * Keeps the places of a session in the cache as the server pushes them, while the page is in sight. Returns how often the
 * page must ask by itself: never while the stream is open.
 */
export function useLiveStock(code: string): number | false {
  const queryClient = useQueryClient();
  const [live, setLive] = useState(false);
  const [pollMs] = useState(() => jittered(POLL_MS));
  useEffect(() => {
    const { queryKey } = sessionQuery(code);
    return followWhileVisible(addressOf(followAvailability, { params: { code } }), {
      onState: setLive,
      onStock: (stock) => {
        const before = queryClient.getQueryData(queryKey);
        const next = before && withStock(before, stock);
        if (next) queryClient.setQueryData<SessionDetail>(queryKey, next);
        // Other categories than the page knows: the session itself was changed.
        else void queryClient.invalidateQueries({ queryKey });
      },
    });
  }, [code, queryClient]);
  return live ? false : pollMs;
}

interface Follower {
  onState: (live: boolean) => void;
  onStock: (stock: SessionStock) => void;
}

/** Opens a stream whenever the page is in sight; returns how to end that. */
function followWhileVisible(url: string, { onState, onStock }: Follower): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let waitMs = FIRST_WAIT_MS;
  const stop = () => {
    clearTimeout(again);
    source?.close();
    source = undefined;
    onState(false);
  };
  const start = () => {
    const stream = new EventSource(url);
    source = stream;
    stream.addEventListener(followAvailability.replies[200].event, ({ data }: MessageEvent<string>) => {
      waitMs = FIRST_WAIT_MS;
      onState(true);
      onStock(JSON.parse(data));
    });
    stream.addEventListener('error', () => {
      onState(false);
      // A cut connection the browser opens again by itself, at a time that the server has spread; a refused one it does not.
      if (stream.readyState !== EventSource.CLOSED) return;
      again = setTimeout(start, jittered(waitMs));
      waitMs = Math.min(waitMs * 2, MOST_WAIT_MS);
    });
  };
  const onVisibility = () => {
    stop();
    if (document.visibilityState === 'visible') start();
  };
  onVisibility();
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    stop();
  };
}

/** Up to half as long again, so that pages that lost the same server do not come back together. */
function jittered(waitMs: number): number {
  return Math.round(waitMs * (1 + Math.random() / 2));
}
