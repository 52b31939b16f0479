import { useSyncExternalStore } from 'react';

/** Somebody is being asked to prove who they are; `done` says whether they did. */
export interface OpenStepUp {
  done: (proved: boolean) => void;
}

let open: { asked: OpenStepUp; proved: Promise<boolean> } | undefined;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Asks the person to prove who they are; several calls at once share one question. False when they gave up. */
export function askForStepUp(): Promise<boolean> {
  if (open !== undefined) return open.proved;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const done = (proved: boolean) => {
    open = undefined;
    tell();
    resolve(proved);
  };
  open = { asked: { done }, proved: promise };
  tell();
  return promise;
}

/** The question that is open now, for the dialog that shows it. */
export function useOpenStepUp(): OpenStepUp | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open?.asked,
    () => undefined,
  );
}
