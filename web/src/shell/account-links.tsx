import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { logOut } from '../api/login.ts';
import { announce } from '../ui/live.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { securityWords } from '../words/security.ts';

/** Where somebody who is logged in finds what is theirs, and the log-out. */
export function AccountLinks() {
  const w = useWords(commonWords);
  const security = useWords(securityWords);
  const [failure, setFailure] = useState<string>();
  const leave = () =>
    logOut().catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.detail);
      announce(error.detail, 'assertive');
    });
  return (
    <div>
      <ul className="flex flex-wrap items-center gap-x-5">
        <li>
          <Link to="/commandes" className="link inline-flex min-h-11 items-center">
            {w.nav.orders}
          </Link>
        </li>
        <li>
          <Link to="/profil" className="link inline-flex min-h-11 items-center">
            {w.nav.profile}
          </Link>
        </li>
        <li>
          <Link to="/connexions" className="link inline-flex min-h-11 items-center">
            {w.nav.logins}
          </Link>
        </li>
        <li>
          <Link to="/securite" className="link inline-flex min-h-11 items-center">
            {security.title}
          </Link>
        </li>
        <li>
          <Link to="/mes-donnees" className="link inline-flex min-h-11 items-center">
            {w.nav.data}
          </Link>
        </li>
        <li>
          <button type="button" className="link min-h-11" onClick={() => void leave()}>
            {w.nav.logout}
          </button>
        </li>
      </ul>
      {failure ? <p className="text-coral">{failure}</p> : null}
    </div>
  );
}
