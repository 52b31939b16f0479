import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { FieldError } from './field.tsx';

interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'id'> {
  /** Words beside the box; may hold a link. */
  label: ReactNode;
  error?: string | undefined;
  id?: string;
}

/** A box to tick, 24 px in a target of 48, with its words beside it. */
export function Checkbox({ label, error, id, ...input }: CheckboxProps) {
  const generated = useId();
  const inputId = id ?? generated;
  const errorId = error ? `${inputId}-error` : undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={inputId} className="flex min-h-12 items-start gap-3 py-2.5">
        <input
          {...input}
          type="checkbox"
          id={inputId}
          aria-invalid={error ? true : undefined}
          aria-describedby={errorId}
          className="mt-0.5 size-6 shrink-0 accent-cobalt"
        />
        <span className="min-w-0 flex-1">{label}</span>
      </label>
      <FieldError id={errorId} error={error} />
    </div>
  );
}
