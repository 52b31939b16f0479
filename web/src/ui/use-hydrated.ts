import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False in what the server drew, until the browser has taken it over: what would do nothing yet is switched off until then. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
