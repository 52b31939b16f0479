import { createStore, useStore } from '../api/store.ts';

/** What Chromium lets a page do with its own offer to install (not in the standard, nor in the types). */
interface BrowserOffer {
  prompt: () => Promise<unknown>;
}

/**
 * How this browser puts the shop on the home screen: `offer` by a question of its own, `share` by hand from the share menu, as on
 * iPhones; `none` where it cannot, or where the shop is installed already.
 */
export type InstallWay = 'offer' | 'share' | 'none';

const store = createStore<{ way: InstallWay }>({ way: 'none' });
let kept: BrowserOffer | undefined;

/** Keeps the browser's offer for the page that makes it, instead of a bar over whatever is read; call once, at the start. */
export function keepInstallOffer(): void {
  if (isInstalled()) return;
  if (isAppleTouch()) store.set({ way: 'share' });
  addEventListener('beforeinstallprompt', (event) => {
    if (!isBrowserOffer(event)) return;
    event.preventDefault();
    kept = event;
    store.set({ way: 'offer' });
  });
  addEventListener('appinstalled', () => {
    kept = undefined;
    store.set({ way: 'none' });
  });
}

/** How the shop can be installed here and now. */
export function useInstallWay(): InstallWay {
  return useStore(store).way;
}

/** Has the browser ask. It answers to one press only: the offer is gone then, whatever was said. */
export async function install(): Promise<void> {
  const offer = kept;
  kept = undefined;
  store.set({ way: 'none' });
  await offer?.prompt();
}

function isInstalled(): boolean {
  const isOfApple = 'standalone' in navigator && navigator.standalone === true;
  return isOfApple || matchMedia('(display-mode: standalone)').matches;
}

/** An iPad calls itself a Mac, and is the only one with fingers on its screen. */
function isAppleTouch(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
}

function isBrowserOffer(event: Event): event is Event & BrowserOffer {
  return 'prompt' in event && typeof event.prompt === 'function';
}
