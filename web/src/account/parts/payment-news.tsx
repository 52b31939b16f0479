import { type ReactNode, useEffect, useId, useRef } from 'react';
import { announce } from '../../ui/live.tsx';

interface PaymentNewsProps {
  /** An icon or a spinner beside the words. */
  mark: ReactNode;
  title: string;
  /** One or more sentences. Said together with the title, once. */
  text: string;
  /** What stands below and is not said by itself: a list, buttons. */
  children?: ReactNode;
}

/**
 * What became of a payment, in the place of what could be done with it. Interrupts a screen reader once for each news, and
 * its heading takes the focus, because what had it is gone.
 */
export function PaymentNews({ mark, title, text, children }: PaymentNewsProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const spoken = `${title}. ${text}`;
  useEffect(() => {
    announce(spoken, 'assertive');
    heading.current?.focus();
  }, [spoken]);
  return (
    <section aria-labelledby={id} className="flex items-start gap-4 rounded-card border border-line bg-paper p-6">
      <span className="mt-1 text-cobalt">{mark}</span>
      <div className="flex min-w-0 flex-1 flex-col items-start gap-3">
        <h2 ref={heading} id={id} tabIndex={-1} className="heading text-24">
          {title}
        </h2>
        <p className="max-w-read">{text}</p>
        {children}
      </div>
    </section>
  );
}
