import { renewRecoveryCodes } from '@og-tickets/contract/second-factors.ts';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useSiteName } from '../../ui/site-name.ts';
import { useWords } from '../../words/book.ts';
import { securityWords } from '../../words/security.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useFactorsChanged } from './security-queries.ts';
import { UnsavedGuard } from './unsaved-guard.tsx';

interface RecoveryCodesProps {
  left: number;
  hasFactor: boolean;
  onCodes: (codes: readonly string[]) => void;
}

/** How many recovery codes are left, and making new ones. */
export function RecoveryCodes({ left, hasFactor, onCodes }: RecoveryCodesProps) {
  const w = useWords(securityWords).recovery;
  const [asking, setAsking] = useState(false);
  const changed = useFactorsChanged();
  const renew = async () => {
    const { recoveryCodes } = await call(renewRecoveryCodes, {});
    onCodes(recoveryCodes);
    await changed();
  };
  if (!hasFactor) return <p>{w.first}</p>;
  return (
    <>
      <p>{w.left(left)}</p>
      <Button variant="secondary" className="self-start" onClick={() => setAsking(true)}>
        {w.renew}
      </Button>
      <ConfirmRemoval
        open={asking}
        title={w.renewTitle}
        text={w.renewText}
        action={w.renew}
        onConfirm={renew}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

/** New recovery codes, this once: to be downloaded, printed or written down. Leaving before they are said to be kept asks first. */
export function NewRecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const w = useWords(securityWords).recovery;
  const siteName = useSiteName();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const download = () => {
    const text = `${siteName}\n${location.origin}\n\n${codes.join('\n')}\n`;
    saveFile(new Blob([text], { type: 'text/plain' }), w.fileName);
  };
  return (
    <Card
      as="section"
      labelledBy="nouveaux-codes"
      className="mb-8 flex max-w-3xl flex-col gap-4 border-leaf! p-5 sm:p-6"
    >
      <h2 id="nouveaux-codes" ref={heading} tabIndex={-1} className="heading text-24">
        {w.shownTitle}
      </h2>
      <p>{w.shownText}</p>
      <ol aria-label={w.list} className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="code text-18">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3 print:hidden">
        <Button variant="secondary" icon="download" onClick={download}>
          {w.download}
        </Button>
        <Button variant="secondary" onClick={() => print()}>
          {w.print}
        </Button>
        <Button onClick={onKept}>{w.kept}</Button>
      </div>
      <UnsavedGuard active words={w.leaving} />
    </Card>
  );
}
