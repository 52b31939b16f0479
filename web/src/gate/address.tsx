import type { MouseEvent, ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { ButtonAnchor, type ButtonVariant } from '../ui/button.tsx';

/** Where the gate has a page. */
export type GatePath = '/controle' | '/controle/enroler';

const listeners = new Set<() => void>();

/** The path of the address, without a slash at its end; the component renders again when it changes. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname.replace(/(.)\/$/, '$1'));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/** A link from one page of the gate to another that looks like a button. */
export function GateLink(props: { to: GatePath; variant?: ButtonVariant; className?: string; children: ReactNode }) {
  const { to, ...look } = props;
  const follow = (event: MouseEvent) => {
    // Another tab or window is for the browser to open.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, '', to);
    for (const listener of listeners) listener();
  };
  return <ButtonAnchor href={to} onClick={follow} {...look} />;
}
