import { useEffect, useRef } from 'react';

/** Keys of a reader come faster after each other than anybody types. */
const BETWEEN_KEYS_MS = 60;
/** Fewer characters than this are no ticket code; the shortest has 151. */
const CHARACTERS_MIN = 20;

interface Burst {
  text: string;
  lastMs: number;
  /** What stood in the field that the reader types into by chance. */
  field: { element: HTMLInputElement; value: string } | null;
}

/**
 * Hears readers that type like a keyboard, wherever the focus is: a fast burst of keys that ends with Enter. Its keys press
 * no button, and a field that had the focus gets its own text back.
 */
export function useWedgeReader(onCode: (text: string) => void): void {
  const give = useRef(onCode);
  useEffect(() => {
    give.current = onCode;
  });
  useEffect(() => {
    let burst: Burst | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const nowMs = event.timeStamp;
      const goesOn = burst !== null && nowMs - burst.lastMs < BETWEEN_KEYS_MS;
      if (event.key === 'Enter') {
        if (burst !== null && goesOn && burst.text.length >= CHARACTERS_MIN && !ownsCodes(event.target)) {
          event.preventDefault();
          event.stopPropagation();
          restore(burst);
          give.current(burst.text);
        }
        burst = null;
      } else if (event.key.length === 1) {
        const target = isTextField(event.target) ? event.target : null;
        const field = target === null ? null : { element: target, value: target.value };
        // A space of a code must not press the button that has the focus.
        if (goesOn && target === null) event.preventDefault();
        burst =
          burst !== null && goesOn
            ? { ...burst, text: burst.text + event.key, lastMs: nowMs }
            : { text: event.key, lastMs: nowMs, field };
      }
    };
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, []);
}

/** The field for codes sends them by itself. */
function ownsCodes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset['codes'] !== undefined;
}

function restore({ field }: Burst): void {
  if (field === null) return;
  // Not through `value`: React would take it for its own change, and miss it.
  field.element.setRangeText(field.value, 0, field.element.value.length, 'end');
  field.element.dispatchEvent(new Event('input', { bubbles: true }));
}

/** A field whose text can be put back; others, such as those for addresses, are not on these pages while people scan. */
function isTextField(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && ['text', 'search'].includes(target.type);
}
