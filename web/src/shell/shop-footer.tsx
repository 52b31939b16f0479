import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLogin } from '../api/login.ts';
import { shopQuery } from '../api/shop-query.ts';
import { useSiteName } from '../ui/site-name.ts';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { legalPages } from './legal-pages.ts';

const AccountLinks = lazy(() => import('./account-links.tsx').then((module) => ({ default: module.AccountLinks })));

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
        {login.status === 'in' ? (
          <Suspense>
            <AccountLinks />
          </Suspense>
        ) : null}
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
