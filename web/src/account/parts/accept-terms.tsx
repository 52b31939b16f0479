import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { commonWords } from '../../words/common.ts';

/** The texts are long, and few read them. Where the file cannot be had the form must stay as it is. */
const SaleTermsText = lazy(async () => {
  const file = await import('../../shell/terms-text.tsx').catch(() => undefined);
  return { default: file?.SaleTermsText ?? TermsElsewhere };
});

function TermsElsewhere() {
  const { states, footer } = useWords(commonWords);
  return (
    <p>
      {states.networkFailed}{' '}
      <a href="/conditions" target="_blank" className="link">
        {footer.pages.sale}
      </a>
    </p>
  );
}

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
          <Suspense
            fallback={
              <Skeleton>
                <SkeletonBlock className="h-96 w-full" />
              </Skeleton>
            }
          >
            <SaleTermsText />
          </Suspense>
        ) : null}
      </Dialog>
    </div>
  );
}
