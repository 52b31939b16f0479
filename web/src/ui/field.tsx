import { type ReactNode, useEffect, useId, useState } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Icon } from './icon.tsx';

/** What every field has around its control. */
export interface FieldFrame {
  label: string;
  /** One line under the label, before the control. */
  hint?: ReactNode;
  /** What is wrong and how to mend it; shown under the control and tied to it. */
  error?: string | undefined;
  /** Says "optional" after the label. Required fields say nothing. */
  optional?: boolean;
  /** Given when an error summary links here. */
  id?: string;
}

/** Look of text controls and lists. */
export const CONTROL =
  'w-full min-h-(--control) rounded-field border bg-paper px-3 text-17 text-ink border-field hover:border-ink aria-invalid:border-2 aria-invalid:border-coral disabled:opacity-60';

/**
 * Ids that tie a control to its hint and error, for the control's own attributes. An error is about what was sent: it goes as
 * soon as somebody edits the field, and is there again when the form is sent with it.
 */
export function useFieldIds(frame: FieldFrame) {
  const generated = useId();
  const id = frame.id ?? generated;
  const [edited, setEdited] = useState(false);
  useEffect(() => {
    const form = document.getElementById(id)?.closest('form');
    const sent = () => setEdited(false);
    form?.addEventListener('submit', sent);
    return () => form?.removeEventListener('submit', sent);
  }, [id]);
  const error = edited ? undefined : frame.error;
  const hintId = frame.hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [hintId, errorId].filter(Boolean).join(' ') || undefined;
  return {
    id,
    hintId,
    errorId,
    error,
    onEdit: () => setEdited(true),
    control: { id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined },
  };
}

/** Label above, hint under it, then the control, then the error. */
export function Field({
  ids,
  frame,
  children,
}: {
  ids: ReturnType<typeof useFieldIds>;
  frame: FieldFrame;
  children: ReactNode;
}) {
  const w = useWords(commonWords);
  return (
    <div onInput={ids.onEdit} className="flex flex-col gap-1.5">
      <label htmlFor={ids.id} className="text-17 font-semibold">
        {frame.label}
        {frame.optional ? <span className="font-normal text-muted"> ({w.fields.optional})</span> : null}
      </label>
      {frame.hint ? (
        <p id={ids.hintId} className="text-16 text-muted">
          {frame.hint}
        </p>
      ) : null}
      {children}
      <FieldError id={ids.errorId} error={ids.error} />
    </div>
  );
}

/** The error of one control: icon, the word "error" for screen readers, the sentence. */
export function FieldError({ id, error }: { id: string | undefined; error: string | undefined }) {
  const w = useWords(commonWords);
  if (!error) return null;
  return (
    <p id={id} className="flex items-start gap-1.5 text-16 font-semibold text-coral">
      <Icon name="alert" size={20} className="mt-0.5" />
      <span>
        <span className="sr-only">{w.fields.errorPrefix} </span>
        {error}
      </span>
    </p>
  );
}
