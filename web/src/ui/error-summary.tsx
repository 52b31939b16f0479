import { type MouseEvent, useEffect, useRef } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Icon } from './icon.tsx';

/** One thing to correct; `fieldId` is the `id` given to the field. */
export interface FieldFault {
  fieldId: string;
  message: string;
}

/**
 * List of what to correct, at the top of a form after a failed try. Takes the focus each time `faults` brings a fault that
 * it did not hold, so give it state that is set on submit, not new faults at each render.
 */
export function ErrorSummary({ faults }: { faults: readonly FieldFault[] }) {
  const w = useWords(commonWords);
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<readonly FieldFault[]>([]);
  useEffect(() => {
    // What is left of a list while its fields are mended is no news: the focus stays where somebody types.
    const isNews = faults.some((fault) => !before.current.includes(fault));
    before.current = faults;
    if (isNews) box.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  const goTo = (event: MouseEvent, fieldId: string) => {
    event.preventDefault();
    document.getElementById(fieldId)?.focus();
  };
  return (
    <div ref={box} tabIndex={-1} className="rounded-field border-2 border-coral bg-coral-tint p-4">
      <h2 className="heading flex items-center gap-2 text-20 text-coral">
        <Icon name="alert" />
        {w.fields.summaryTitle(faults.length)}
      </h2>
      <ul className="mt-2 flex list-disc flex-col gap-1 pl-8">
        {faults.map((fault) => (
          <li key={fault.fieldId}>
            <a href={`#${fault.fieldId}`} onClick={(event) => goTo(event, fault.fieldId)} className="link">
              {fault.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
