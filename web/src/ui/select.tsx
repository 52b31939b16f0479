import type { ReactNode, SelectHTMLAttributes } from 'react';
import { CONTROL, Field, type FieldFrame, useFieldIds } from './field.tsx';
import { Icon } from './icon.tsx';

/** A choice of one, the browser's own list. Children are `<option>`s. Takes every attribute of `select`. */
export function Select({
  label,
  hint,
  error,
  optional,
  id,
  children,
  ...select
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'> & FieldFrame & { children: ReactNode }) {
  const frame = { label, hint, error, ...(optional ? { optional } : {}), ...(id ? { id } : {}) };
  const ids = useFieldIds(frame);
  return (
    <Field ids={ids} frame={frame}>
      <div className="relative">
        <select {...select} {...ids.control} className={`${CONTROL} appearance-none truncate pr-11`}>
          {children}
        </select>
        <Icon
          name="chevronDown"
          size={20}
          className="pointer-events-none absolute inset-y-0 right-3 my-auto text-muted"
        />
      </div>
    </Field>
  );
}
