import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

const STEPS = ['account', 'check', 'payment'] as const;

/** A step from the cart to the tickets. */
export type CheckoutStep = (typeof STEPS)[number];

/** Where the buyer is: steps done, the one now, those to come. */
export function CheckoutSteps({ now }: { now: CheckoutStep }) {
  const w = useWords(buyingWords).steps;
  const at = STEPS.indexOf(now);
  return (
    <ol aria-label={w.label} className="mb-6 flex flex-wrap gap-x-3 gap-y-2 text-16 sm:gap-x-6">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={step === now ? 'step' : undefined}
          className="flex items-center gap-2 text-muted aria-[current=step]:font-semibold aria-[current=step]:text-ink"
        >
          <span
            aria-hidden="true"
            className={`figures flex size-7 items-center justify-center rounded-pill border-2 ${
              index <= at ? 'border-cobalt text-cobalt' : 'border-field'
            }`}
          >
            {index < at ? <Icon name="check" size={16} /> : index + 1}
          </span>
          {w[step]}
          {index < at ? <span className="sr-only">({w.done})</span> : null}
        </li>
      ))}
    </ol>
  );
}
