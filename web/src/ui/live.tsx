import { useSyncExternalStore } from 'react';

/** `polite` waits for the reader to finish; `assertive` interrupts: payment results, gate verdicts, nothing else. */
export type Urgency = 'polite' | 'assertive';

type Messages = Record<Urgency, { text: string; id: number }>;

let messages: Messages = { polite: { text: '', id: 0 }, assertive: { text: '', id: 0 } };
const listeners = new Set<() => void>();

/** Has a screen reader say `text`, once. The same text twice is said twice. Draws nothing on screen. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  messages = { ...messages, [urgency]: { text, id: messages[urgency].id + 1 } };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const allMessages = () => messages;

/** The only two live regions of the application; the root renders them once. */
export function LiveRegions() {
  const { polite, assertive } = useSyncExternalStore(subscribe, allMessages, allMessages);
  return (
    <>
      <div role="status" aria-live="polite" className="sr-only">
        <span key={polite.id}>{polite.text}</span>
      </div>
      <div role="alert" aria-live="assertive" className="sr-only">
        <span key={assertive.id}>{assertive.text}</span>
      </div>
    </>
  );
}
