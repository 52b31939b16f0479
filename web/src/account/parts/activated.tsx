import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { cartQuery } from '../../api/cart-query.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { keptTransferToken } from './transfer-token.ts';

/** The account works: log in, and go on with the cart when there is one, or with the ticket that was offered. */
export function Activated() {
  const { activate: w, login } = useWords(accountWords);
  const navigate = useNavigate();
  const cart = useQuery(cartQuery);
  const hasCart = (cart.data?.lines.length ?? 0) > 0;
  const next = keptTransferToken() === undefined ? undefined : '/transfert';
  const suite = hasCart ? '/commande' : next;
  useEffect(() => {
    wantHeadingFocus();
    // The used token leaves the address, and with it the history.
    void navigate({ to: '/activation', hash: '', replace: true });
  }, [navigate]);
  return (
    <>
      <PageHeading title={w.done} lead={hasCart ? `${w.doneLead} ${w.doneCart}` : w.doneLead} />
      <ButtonLink to="/connexion" search={suite === undefined ? {} : { suite }}>
        {login.submit}
      </ButtonLink>
    </>
  );
}
