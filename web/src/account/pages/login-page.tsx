import type { Role } from '@og-tickets/contract/endpoint.ts';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLogin } from '../../api/login.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { LoginForm } from '../parts/login-form.tsx';
import { PasskeyLogin } from '../parts/passkey-login.tsx';

/** Where somebody starts who was headed nowhere. */
const HOMES: Record<Role, string> = { customer: '/billets', controller: '/controle', admin: '/billets' };

/** Logs in and goes on to where the visitor was headed; whoever is logged in already goes on at once. */
export function LoginPage() {
  const w = useWords(accountWords).login;
  const search = useSearch({ from: '/shop/connexion' });
  const login = useLogin();
  const router = useRouter();
  const next =
    login.status === 'in'
      ? login.mfa === 'needed'
        ? '/securite'
        : (search.suite ?? HOMES[login.user.role])
      : undefined;
  useEffect(() => {
    // Replaced, so that the way back does not lead to a login that is done.
    if (next !== undefined) router.history.replace(next);
  }, [next, router]);
  if (login.status === 'in') return <PageHeading title={w.title} lead={w.already(login.user.firstName)} />;
  return (
    <>
      <PageHeading title={w.title} lead={search.suite ? `${w.cartKept} ${w.comeBack}` : w.cartKept} />
      <div className="max-w-md">
        <LoginForm />
        <PasskeyLogin />
      </div>
      <p className="mt-8">
        {w.noAccount}{' '}
        <Link to="/inscription" search={search} className="link inline-flex min-h-11 items-center">
          {w.create}
        </Link>
      </p>
    </>
  );
}
