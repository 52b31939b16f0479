import { useEffect } from 'react';

/**
 * Keeps the screen on while `active`, where the browser can (secure pages only). The browser lets go when the page is
 * left for another app; coming back asks again.
 */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      // Refused on a low battery, for instance: the code is shown all the same.
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (over) void lock?.release();
    };
    const onChange = () => void ask();
    document.addEventListener('visibilitychange', onChange);
    void ask();
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', onChange);
      void lock?.release();
    };
  }, [active]);
}
