import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { cartQuery, heldPlaces } from '../api/cart-query.ts';
import { useLogin } from '../api/login.ts';
import { Icon } from '../ui/icon.tsx';
import { useSiteName } from '../ui/site-name.ts';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { ShopMark } from './shop-mark.tsx';

const NAV_LINK =
  'flex min-h-12 items-center gap-2 max-[25rem]:gap-1.5 rounded-field px-2.5 font-semibold whitespace-nowrap text-ink no-underline hover:bg-page sm:px-3';
const ACTIVE = { className: 'text-cobalt!', 'aria-current': 'page' } as const;

/** The shop's name, links to sessions, cart and tickets (or login), and the language switch. */
export function ShopHeader() {
  const w = useWords(commonWords);
  const login = useLogin();
  const siteName = useSiteName();
  return (
    <header className="border-b border-line bg-paper print:hidden">
      <div className="wrap flex flex-wrap items-center gap-x-2 py-2">
        <Link
          to="/"
          aria-label={w.nav.homeOf(siteName)}
          className="mr-auto flex min-h-12 items-center gap-2.5 no-underline"
        >
          <ShopMark />
          <span className="heading text-20">{siteName}</span>
        </Link>
        {/* Above the pages on a phone, after them elsewhere: the keyboard goes where the eye goes. */}
        <div className="sm:hidden">
          <LanguageSwitch />
        </div>
        <nav aria-label={w.nav.main} className="max-sm:w-full">
          <ul className="flex flex-wrap items-center justify-between max-sm:-mx-2.5">
            <li>
              <Link to="/epreuves" className={NAV_LINK} activeProps={ACTIVE}>
                <Icon name="calendar" size={20} className="max-[25rem]:hidden" />
                {w.nav.sessions}
              </Link>
            </li>
            <li>
              <CartLink />
            </li>
            <li>
              {login.status === 'guest' ? (
                <Link to="/connexion" className={NAV_LINK} activeProps={ACTIVE}>
                  <Icon name="user" size={20} className="max-[25rem]:hidden" />
                  {w.nav.login}
                </Link>
              ) : (
                <Link to="/billets" className={NAV_LINK} activeProps={ACTIVE}>
                  <Icon name="ticket" size={20} className="max-[25rem]:hidden" />
                  {w.nav.tickets}
                </Link>
              )}
            </li>
          </ul>
        </nav>
        <div className="max-sm:hidden">
          <LanguageSwitch />
        </div>
      </div>
    </header>
  );
}

function CartLink() {
  const w = useWords(commonWords);
  const cart = useQuery(cartQuery);
  const places = cart.data ? heldPlaces(cart.data) : 0;
  return (
    <Link to="/panier" className={NAV_LINK} activeProps={ACTIVE}>
      <Icon name="cart" size={20} className="max-[25rem]:hidden" />
      {w.nav.cart}
      {places > 0 ? (
        <>
          <span className="sr-only">{w.nav.cartPlaces(places)}</span>
          <span
            aria-hidden="true"
            className="figures min-w-6 rounded-pill bg-cobalt px-1.5 text-center text-14 leading-6 text-on-cobalt"
          >
            {places}
          </span>
        </>
      ) : null}
    </Link>
  );
}
