import { readMe } from '@og-tickets/contract/profile.ts';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Card } from '../../ui/card.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { privacyWords } from '../../words/privacy.ts';
import { securityWords } from '../../words/security.ts';
import { ChangeEmail } from '../parts/change-email.tsx';
import { ChangePassword } from '../parts/change-password.tsx';
import { ProfileForm } from '../parts/profile-form.tsx';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';

/** Who the account belongs to: names and language, address, password. Leaving with changes asks first. */
export function ProfilePage() {
  const w = useWords(identityWords);
  const privacy = useWords(privacyWords);
  const security = useWords(securityWords);
  const profile = useQuery({
    queryKey: ['me', 'profile'],
    queryFn: ({ signal }) => call(readMe, { signal }),
    staleTime: 0,
  });
  const [namesUnsaved, setNamesUnsaved] = useState(false);
  const [emailUnsaved, setEmailUnsaved] = useState(false);
  useScrollToHash(profile.data !== undefined);
  return (
    <>
      <PageHeading title={w.profile.title} />
      {profile.data ? (
        <div className="flex max-w-2xl flex-col gap-6">
          <Section id="profil-noms" title={w.profile.names}>
            <ProfileForm saved={profile.data} onUnsaved={setNamesUnsaved} />
          </Section>
          <Section id="profil-adresse" title={w.email.title}>
            <ChangeEmail email={profile.data.email} onUnsaved={setEmailUnsaved} />
          </Section>
          <Section id="profil-mot-de-passe" title={w.password.title} lead={w.password.lead}>
            <ChangePassword />
          </Section>
          <UnsavedGuard
            active={namesUnsaved || emailUnsaved}
            words={{
              title: w.profile.unsavedTitle,
              text: w.profile.unsaved,
              stay: w.profile.stay,
              leave: w.profile.leave,
            }}
          />
          <div className="flex flex-wrap gap-3">
            <ButtonLink to="/securite" variant="secondary">
              {security.title}
            </ButtonLink>
            <ButtonLink to="/connexions" variant="secondary">
              {w.logins.title}
            </ButtonLink>
            <ButtonLink to="/mes-donnees" variant="secondary">
              {privacy.title}
            </ButtonLink>
          </div>
        </div>
      ) : profile.error ? (
        <FailedQuery error={profile.error} onRetry={() => void profile.refetch()} />
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-64 w-full rounded-card" />
        </Skeleton>
      )}
    </>
  );
}

/** Brings the part that the address names into sight once the page has it. */
function useScrollToHash(isThere: boolean): void {
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (isThere && hash !== '') document.getElementById(hash)?.scrollIntoView();
  }, [isThere, hash]);
}

function Section({ id, title, lead, children }: { id: string; title: string; lead?: string; children: ReactNode }) {
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
