import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { securityWords } from '../../words/security.ts';
import { AddPasskey } from '../parts/add-passkey.tsx';
import { PasskeyList } from '../parts/passkey-list.tsx';
import { NewRecoveryCodes, RecoveryCodes } from '../parts/recovery-codes.tsx';
import { factorsQuery } from '../parts/security-queries.ts';
import { TotpFactor } from '../parts/totp-factor.tsx';

/** Second factors: passkeys, the app that shows codes, recovery codes, and what to do when one is lost. */
export function SecurityPage() {
  const w = useWords(securityWords);
  const { nav } = useWords(commonWords);
  const [codes, setCodes] = useState<readonly string[]>([]);
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      {codes.length > 0 ? <NewRecoveryCodes key={codes[0]} codes={codes} onKept={() => setCodes([])} /> : null}
      <Factors onCodes={setCodes} />
      <Part id="perdu" title={w.lost.title}>
        <ol className="flex max-w-read list-decimal flex-col gap-2 pl-6">
          {w.lost.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Part>
      <div className="flex flex-wrap gap-3 print:hidden">
        <ButtonLink to="/connexions" variant="secondary">
          {nav.logins}
        </ButtonLink>
        <ButtonLink to="/profil" variant="secondary">
          {nav.profile}
        </ButtonLink>
      </div>
    </>
  );
}

function Factors({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const w = useWords(securityWords);
  const factors = useQuery(factorsQuery);
  if (factors.error && !factors.data)
    return <FailedQuery error={factors.error} onRetry={() => void factors.refetch()} />;
  if (!factors.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-64 w-full rounded-card" />
      </Skeleton>
    );
  }
  const { totp, passkeys, recoveryCodesLeft } = factors.data;
  return (
    <>
      <Part id="cles" title={w.passkeys.title} text={w.passkeys.text}>
        <PasskeyList passkeys={passkeys} />
        <AddPasskey onCodes={onCodes} />
      </Part>
      <Part id="application" title={w.totp.title} text={w.totp.text}>
        <TotpFactor totp={totp} onCodes={onCodes} />
      </Part>
      <Part id="secours" title={w.recovery.title} text={w.recovery.text}>
        <RecoveryCodes left={recoveryCodesLeft} hasFactor={totp !== null || passkeys.length > 0} onCodes={onCodes} />
      </Part>
    </>
  );
}

function Part({ id, title, text, children }: { id: string; title: string; text?: string; children: ReactNode }) {
  return (
    <Card as="section" labelledBy={id} className="mb-6 flex max-w-3xl flex-col gap-4 p-5 sm:p-6 print:hidden">
      <h2 id={id} className="heading text-24">
        {title}
      </h2>
      {text === undefined ? null : <p className="max-w-read text-muted">{text}</p>}
      {children}
    </Card>
  );
}
