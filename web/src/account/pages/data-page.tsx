import { type ReactNode, useState } from 'react';
import { forgetLogin, useLogin } from '../../api/login.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { DateTime } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useSiteName } from '../../ui/site-name.ts';
import { useWords } from '../../words/book.ts';
import { privacyWords } from '../../words/privacy.ts';
import { AcceptedTerms } from '../parts/accepted-terms.tsx';
import { DataCopy } from '../parts/data-copy.tsx';
import { DeleteAccount } from '../parts/delete-account.tsx';

/** One's own data: what is kept and why, a copy of it, and its erasure. */
export function DataPage() {
  const w = useWords(privacyWords);
  const siteName = useSiteName();
  const login = useLogin();
  const isStaff = login.status === 'in' && login.user.role !== 'customer';
  const [eraseAfter, setEraseAfter] = useState<string>();
  if (eraseAfter !== undefined) {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    return (
      <>
        <PageHeading title={w.erase.closedTitle} />
        <p className="mb-6 max-w-read">
          {w.erase.closed} <DateTime at={eraseAfter} timeZone={timeZone} />.
        </p>
        <ButtonLink to="/" onClick={forgetLogin}>
          {siteName}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex max-w-2xl flex-col gap-6">
        <Section id="donnees-gardees" title={w.kept.title}>
          <ul className="flex list-disc flex-col gap-2 pl-6">
            {w.kept.rows.map((row) => (
              <li key={row}>{row}</li>
            ))}
          </ul>
        </Section>
        <Section id="donnees-conditions" title={w.terms.title} lead={w.terms.lead}>
          <AcceptedTerms />
        </Section>
        <Section id="donnees-copie" title={w.copy.title} lead={w.copy.lead}>
          <DataCopy />
        </Section>
        <Section id="donnees-suppression" title={w.erase.title} lead={isStaff ? undefined : w.erase.lead}>
          <DeleteAccount onClosed={setEraseAfter} />
        </Section>
      </div>
    </>
  );
}

function Section({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  lead?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Card as="section" labelledBy={id}>
      <h2 id={id} className="heading mb-4 text-24">
        {title}
      </h2>
      {lead ? <p className="mb-4 text-muted">{lead}</p> : null}
      {children}
    </Card>
  );
}
