import { useEffect } from 'react';
import { ButtonLink } from '../../ui/button-link.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

/** The activation link was used or is too old: both ways on. */
export function LinkInvalid() {
  const { activate: w, login } = useWords(accountWords);
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={w.invalidTitle} />
      <div className="flex max-w-read flex-col gap-3">
        <p>{w.invalidUsed}</p>
        <p>{w.invalidExpired}</p>
        <div className="mt-2 flex flex-wrap gap-3">
          <ButtonLink to="/connexion">{login.submit}</ButtonLink>
          <ButtonLink to="/inscription" variant="secondary">
            {w.registerAgain}
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
