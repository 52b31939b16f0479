import { useId } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Icon } from './icon.tsx';

interface QuantityStepperProps {
  /** What is counted; read with the number. */
  label: string;
  value: number;
  /** 0 unless told. */
  min?: number;
  max: number;
  onChange: (value: number) => void;
  /** Why there is no more: shown and read once `max` is reached, instead of the plain "maximum reached". */
  maxReason?: string | undefined;
  /** Shows the label above; otherwise it is for screen readers only. */
  showLabel?: boolean;
  disabled?: boolean;
}

const STEP =
  'flex size-12 items-center justify-center text-cobalt hover:bg-cobalt-tint aria-disabled:text-muted aria-disabled:opacity-50 aria-disabled:hover:bg-transparent';

/** A small number with minus and plus: a spinbutton that also takes typing and the arrow keys. */
export function QuantityStepper(props: QuantityStepperProps) {
  const { label, value, min = 0, max, onChange, disabled = false } = props;
  const w = useWords(commonWords);
  const id = useId();
  const atMax = value >= max;
  const set = (next: number) => {
    const bounded = Math.min(max, Math.max(min, Math.trunc(next)));
    if (!disabled && Number.isFinite(bounded) && bounded !== value) onChange(bounded);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={props.showLabel ? 'font-semibold' : 'sr-only'}>
        {label}
      </label>
      <div className="inline-flex w-fit items-center overflow-hidden rounded-field border border-field bg-paper has-focus-visible:overflow-visible">
        <button
          type="button"
          aria-label={w.fields.less(label)}
          aria-disabled={disabled || value <= min}
          onClick={() => set(value - 1)}
          className={`rounded-l-field ${STEP}`}
        >
          <Icon name="minus" size={20} />
        </button>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          value={value}
          disabled={disabled}
          aria-describedby={atMax ? `${id}-max` : undefined}
          onChange={(event) => set(event.currentTarget.valueAsNumber)}
          onFocus={(event) => event.currentTarget.select()}
          className="no-spin figures h-12 w-12 border-x border-line bg-transparent text-center text-18 font-semibold"
        />
        <button
          type="button"
          aria-label={w.fields.more(label)}
          aria-disabled={disabled || atMax}
          onClick={() => set(value + 1)}
          className={`rounded-r-field ${STEP}`}
        >
          <Icon name="plus" size={20} />
        </button>
      </div>
      <p id={`${id}-max`} className="text-14 text-muted" hidden={!atMax}>
        {props.maxReason ?? w.fields.maxReached(max)}
      </p>
    </div>
  );
}
