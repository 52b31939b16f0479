import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useServerNowMs } from '../../api/server-clock.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { StateMessage } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { opensLater } from './openings.ts';
import { sessionQuery } from './queries.ts';
import { SaleOpening } from './sale-opening.tsx';

/** Why no place can be had, and what to do instead. */
export function NothingToBook({ session }: { session: SessionDetail }) {
  const w = useWords(shopWords).session;
  const { icon, title, text } = useReason(session);
  const others = (
    <ButtonLink to="/epreuves" search={{ sport: session.sport, dispo: true }} variant="secondary">
      {w.otherDates(session.sportName)}
    </ButtonLink>
  );
  return (
    <StateMessage
      icon={icon}
      title={title}
      level={3}
      actions={
        <>
          {session.availability === 'held' ? <CheckAgain code={session.code} /> : null}
          {others}
        </>
      }
    >
      {text}
    </StateMessage>
  );
}

function useReason(session: SessionDetail): { icon: IconName; title: string; text: ReactNode } {
  const w = useWords(shopWords).session.states;
  const opensAt = opensLater(session, useServerNowMs());
  if (opensAt !== null) {
    const text = <SaleOpening code={session.code} at={opensAt} timezone={session.timezone} />;
    return { icon: 'clock', title: w.opensTitle, text };
  }
  switch (session.availability) {
    case 'held':
      return { icon: 'cart', title: w.heldTitle, text: w.heldText };
    case 'not_on_sale':
      return { icon: 'clock', title: w.notOnSaleTitle, text: w.notOnSaleText };
    case 'cancelled':
      return { icon: 'ban', title: w.cancelledTitle, text: w.cancelledText };
    case 'available':
    case 'few':
    case 'sold_out':
      return { icon: 'cross', title: w.soldOutTitle, text: w.soldOutText };
  }
}

function CheckAgain({ code }: { code: string }) {
  const w = useWords(shopWords).session.states;
  const queryClient = useQueryClient();
  const [checking, setChecking] = useState(false);
  const check = async () => {
    setChecking(true);
    await queryClient.invalidateQueries({ queryKey: sessionQuery(code).queryKey });
    setChecking(false);
    const now = queryClient.getQueryData(sessionQuery(code).queryKey);
    if (now?.availability === 'held') announce(w.refreshed);
  };
  return (
    <Button loading={checking} onClick={() => void check()}>
      {w.refresh}
    </Button>
  );
}
