import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { logOut, useLogin } from '../api/login.ts';
import { shopQuery } from '../api/shop-query.ts';
import { announce } from '../ui/live.tsx';
import { useSiteName } from '../ui/site-name.ts';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { securityWords } from '../words/security.ts';
import { legalPages } from './legal-pages.ts';

/** Promise, links of the account, licence. */
export function ShopFooter() {
  const w = useWords(commonWords);
  const login = useLogin();
  const siteName = useSiteName();
  const { data: shop } = useQuery(shopQuery);
  const name = shop?.legal.entity || siteName;
  return (
    <footer className="border-t border-line bg-paper print:hidden">
      <div className="wrap flex flex-col gap-4 py-8 text-16 text-muted sm:flex-row sm:items-start sm:justify-between">
        <div>
          <p className="font-semibold text-ink">{w.footer.promise}</p>
          <p>
            {name}. {w.footer.openSource}
          </p>
          {shop?.legal.address ? <p>{shop.legal.address}</p> : null}
          {shop?.contactEmail ? (
            <a href={`mailto:${shop.contactEmail}`} className="link mr-5 inline-flex min-h-11 items-center">
              {w.shop.contact}
            </a>
          ) : null}
        </div>
        {login.status === 'in' ? <AccountLinks /> : null}
      </div>
      <nav aria-label={w.footer.legal} className="wrap pb-6 text-16">
        <ul className="flex flex-wrap items-center gap-x-5">
          {legalPages.map(({ to, word }) => (
            <li key={to}>
              <Link to={to} className="link inline-flex min-h-11 items-center">
                {w.footer.pages[word]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}

function AccountLinks() {
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
