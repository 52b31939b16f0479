import { Link, Outlet } from '@tanstack/react-router';
import { logOut, refreshLogin, useLogin } from '../api/login.ts';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { MfaNotice } from '../shell/mfa-notice.tsx';
import { ShopMark } from '../shell/shop-mark.tsx';
import { Icon } from '../ui/icon.tsx';
import { ForbiddenState } from '../ui/forbidden-state.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { ErrorState, OfflineNotice, Skeleton, SkeletonBlock } from '../ui/states.tsx';
import { adminWords } from '../words/admin.ts';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';

/** The dense layout of the back office: name, pages at the side (above on a phone), content. */
export function AdminShell() {
  return (
    <div className="compact flex min-h-dvh flex-col lg:flex-row">
      <AdminHeader />
      <main id="contenu" tabIndex={-1} className="wrap min-w-0 flex-1 py-6 outline-none lg:mx-0">
        <div className="mb-4 flex flex-col gap-4 empty:hidden">
          <OfflineNotice />
          <MfaNotice />
        </div>
        <AdminContent />
      </main>
    </div>
  );
}

/** Others than admins learn that this is not for them, and see nothing of it; without a connection nobody knows who is there. */
function AdminContent() {
  const login = useLogin();
  const { title } = useWords(adminWords);
  const { states } = useWords(commonWords);
  if (login.status === 'in' && login.user.role === 'admin') return <Outlet />;
  if (login.status === 'in') {
    return (
      <>
        <PageHeading title={title} hidden />
        <ForbiddenState />
      </>
    );
  }
  if (login.status === 'unreachable') {
    const failure = { status: 0, detail: states.networkFailed };
    return (
      <>
        <PageHeading title={title} hidden />
        <ErrorState failure={failure} onRetry={() => void refreshLogin()} />
      </>
    );
  }
  return (
    <Skeleton>
      <SkeletonBlock className="h-64 w-full" />
    </Skeleton>
  );
}

const ITEM =
  'flex min-h-(--control) items-center gap-2.5 rounded-field px-3 font-semibold text-ink no-underline hover:bg-page';
const ACTIVE = { className: 'bg-cobalt-tint! text-cobalt!', 'aria-current': 'page' } as const;

/** The pages of the back office, in the order of the menu. */
const pagesShown = [
  { to: '/admin', icon: 'podium', word: 'overview' },
  { to: '/admin/rapports', icon: 'download', word: 'reports' },
  { to: '/admin/epreuves', icon: 'calendar', word: 'sessions' },
  { to: '/admin/offres', icon: 'ticket', word: 'offers' },
  { to: '/admin/lieux', icon: 'globe', word: 'places' },
  { to: '/admin/import', icon: 'download', word: 'imports' },
  { to: '/admin/commandes', icon: 'cart', word: 'orders' },
  { to: '/admin/portes', icon: 'pin', word: 'gates' },
  { to: '/admin/terminaux', icon: 'scan', word: 'devices' },
  { to: '/admin/conflits', icon: 'alert', word: 'conflicts' },
  { to: '/admin/personnes', icon: 'user', word: 'people' },
  { to: '/admin/journal', icon: 'clock', word: 'journal' },
  { to: '/admin/promesses', icon: 'check', word: 'invariants' },
  { to: '/admin/reglages', icon: 'filter', word: 'settings' },
] as const;

function AdminHeader() {
  const w = useWords(adminWords);
  return (
    <header className="border-line bg-paper max-lg:border-b lg:sticky lg:top-0 lg:h-dvh lg:w-60 lg:shrink-0 lg:overflow-y-auto lg:border-r">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 p-3 lg:flex-col lg:items-stretch">
        <Link to="/admin" className="mr-auto flex min-h-12 items-center gap-2.5 px-2 no-underline lg:mr-0">
          <ShopMark />
          <span className="heading text-18">{w.title}</span>
        </Link>
        <div className="lg:hidden">
          <LanguageSwitch />
        </div>
        <nav aria-label={w.nav.label} className="w-full">
          <ul className="flex gap-1 overflow-x-auto lg:flex-col">
            {pagesShown.map((page) => (
              <li key={page.to}>
                <Link
                  to={page.to}
                  className={`${ITEM} whitespace-nowrap`}
                  activeProps={ACTIVE}
                  activeOptions={{ exact: page.to === '/admin', includeSearch: false }}
                >
                  <Icon name={page.icon} size={20} />
                  {w.nav[page.word]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex w-full flex-wrap gap-1 border-line lg:mt-4 lg:flex-col lg:border-t lg:pt-4">
          <Link to="/" className={ITEM}>
            <Icon name="ticket" size={20} />
            {w.nav.shop}
          </Link>
          <button type="button" className={`${ITEM} cursor-pointer`} onClick={() => void logOut()}>
            <Icon name="user" size={20} />
            {w.nav.logout}
          </button>
          <div className="max-lg:hidden">
            <LanguageSwitch />
          </div>
        </div>
      </div>
    </header>
  );
}
