import { type InputHTMLAttributes, type Ref, useState } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { CONTROL, Field, type FieldFrame, useFieldIds } from './field.tsx';
import { Icon } from './icon.tsx';

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> & { ref?: Ref<HTMLInputElement> };

/**
 * One line of text. Takes every attribute of `input` (`type`, `name`, `autoComplete`, `inputMode`, `value`,
 * `defaultValue`, `onChange`, ...) beside label, hint, error, optional. Give `autoComplete` for personal data.
 */
export function TextField({ label, hint, error, optional, id, className = '', ...input }: InputProps & FieldFrame) {
  const frame = { label, hint, error, ...(optional ? { optional } : {}), ...(id ? { id } : {}) };
  const ids = useFieldIds(frame);
  return (
    <Field ids={ids} frame={frame}>
      <input type="text" {...input} {...ids.control} className={`${CONTROL} ${className}`} />
    </Field>
  );
}

/**
 * A password with a button to see it. Pasting and password managers work. `autoComplete` is `current-password` at the
 * login and `new-password` where one is chosen.
 */
export function PasswordField({
  label,
  hint,
  error,
  id,
  ...input
}: Omit<InputProps, 'type'> & FieldFrame & { autoComplete: 'current-password' | 'new-password' }) {
  const w = useWords(commonWords);
  const [shown, setShown] = useState(false);
  const frame = { label, hint, error, ...(id ? { id } : {}) };
  const ids = useFieldIds(frame);
  return (
    <Field ids={ids} frame={frame}>
      <div className="relative">
        <input
          {...input}
          {...ids.control}
          type={shown ? 'text' : 'password'}
          autoCapitalize="none"
          spellCheck={false}
          className={`${CONTROL} pr-14`}
        />
        <button
          type="button"
          aria-pressed={shown}
          aria-label={w.fields.showPassword}
          aria-controls={ids.id}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 right-0 flex w-12 items-center justify-center rounded-field text-muted hover:text-ink"
        >
          <Icon name={shown ? 'eyeOff' : 'eye'} />
        </button>
      </div>
    </Field>
  );
}
