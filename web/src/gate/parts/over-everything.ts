import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * For what lies over the whole screen, on the box that the result is the ref of: the Tab key goes round inside of it instead of
 * to what nobody sees under it, and when it is gone the focus is again where it was before.
 */
export function useOverEverything(): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const box = ref.current;
    const listen = (event: KeyboardEvent) => {
      if (box !== null && event.key === 'Tab') keepInside(box, event);
    };
    addEventListener('keydown', listen);
    return () => {
      removeEventListener('keydown', listen);
      // What lies under it can be reached once all of this change is drawn, and may be gone itself.
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      });
    };
  }, []);
  return ref;
}

function keepInside(box: HTMLElement, event: KeyboardEvent): void {
  const buttons = [...box.querySelectorAll('button')];
  const [first, last] = [buttons[0], buttons.at(-1)];
  const [end, start] = event.shiftKey ? [first, last] : [last, first];
  if (document.activeElement !== end && box.contains(document.activeElement)) return;
  event.preventDefault();
  start?.focus();
}

/** Calls `onEscape` when the Escape key is pressed anywhere. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEscape();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [onEscape]);
}
