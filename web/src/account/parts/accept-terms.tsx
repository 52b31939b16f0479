import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { commonWords } from '../../words/common.ts';

/** The texts are long, and few read them. */
const SaleTermsText = lazy(async () => ({ default: (await import('../../shell/terms-text.tsx')).SaleTermsText }));

interface AcceptTermsProps {
  id: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  error?: string | undefined;
}

/** The box to tick, never ticked beforehand, and the text of the terms in a dialog: the form stays as it is. */
export function AcceptTerms({ id, checked, onChange, error }: AcceptTermsProps) {
  const w = useWords(accountWords).terms;
  const { actions, footer } = useWords(commonWords);
  const [reading, setReading] = useState(false);
  const close = () => setReading(false);
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4">
      <Checkbox
        id={id}
        name="acceptTerms"
        label={w.accept}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        error={checked ? undefined : error}
      />
      <button type="button" className="link min-h-12" onClick={() => setReading(true)}>
        {w.read}
      </button>
      <Dialog
        open={reading}
        title={footer.pages.sale}
        onClose={close}
        sheet
        actions={<Button onClick={close}>{actions.close}</Button>}
      >
        {reading ? (
          <Suspense fallback={null}>
            <SaleTermsText />
          </Suspense>
        ) : null}
      </Dialog>
    </div>
  );
}
