import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { useDraft } from '../parts/draft.ts';
import { RegisterForm } from '../parts/register-form.tsx';
import { RegistrationSent } from '../parts/registration-sent.tsx';

/** Asks for an account, then says where the activation mail went. */
export function RegisterPage() {
  const w = useWords(accountWords);
  const search = useSearch({ from: '/shop/inscription' });
  const { draft, change } = useDraft('registration', { firstName: '', lastName: '', email: '', sentTo: '' });
  // In memory only, to ask for the mail again.
  const [password, setPassword] = useState('');
  if (draft.sentTo !== '') {
    return <RegistrationSent email={draft.sentTo} password={password} onCorrect={() => change({ sentTo: '' })} />;
  }
  const sent = (chosen: string) => {
    setPassword(chosen);
    change({ sentTo: draft.email.trim() });
  };
  return (
    <>
      <PageHeading title={w.register.title} lead={w.register.lead} />
      <RegisterForm draft={draft} onDraft={change} onSent={sent} />
      <p className="mt-8">
        {w.register.haveAccount}{' '}
        <Link to="/connexion" search={search} className="link inline-flex min-h-11 items-center">
          {w.login.title}
        </Link>
      </p>
    </>
  );
}
