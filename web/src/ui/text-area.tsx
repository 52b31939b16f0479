import type { Ref, TextareaHTMLAttributes } from 'react';
import { CONTROL, Field, type FieldFrame, useFieldIds } from './field.tsx';

type AreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'> & { ref?: Ref<HTMLTextAreaElement> };

/** Several lines of text. Takes every attribute of `textarea` beside label, hint, error, optional. */
export function TextArea({ label, hint, error, optional, id, className = '', ...area }: AreaProps & FieldFrame) {
  const frame = { label, hint, error, ...(optional ? { optional } : {}), ...(id ? { id } : {}) };
  const ids = useFieldIds(frame);
  return (
    <Field ids={ids} frame={frame}>
      <textarea rows={3} {...area} {...ids.control} className={`${CONTROL} py-2 ${className}`} />
    </Field>
  );
}
