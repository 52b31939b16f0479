import type { SessionChange } from '@og-tickets/contract/catalog.ts';
import type { ReactNode } from 'react';
import { useServerNowMs } from '../api/server-clock.ts';
import { Banner } from '../ui/banner.tsx';
import { formatDate } from '../ui/format.tsx';
import { useWords } from '../words/book.ts';
import { useLanguage } from '../words/language.ts';
import { saleTermsWords } from '../words/sale-terms.ts';

/** Who reads of the change: any visitor, the buyer of tickets, or whoever was given one. */
export type ChangeReader = 'public' | 'buyer' | 'receiver';

interface SessionChangeBannerProps {
  change: SessionChange;
  session: { startsAt: string; timezone: string };
  reader: ChangeReader;
  /** Named in the title where the banner stands among several sessions. */
  title?: string;
  /** Links: what a buyer can do while the choice is open. */
  actions?: ReactNode;
}

/** A session that the organiser cancelled or moved: what, why, and what that means for whoever reads it. */
export function SessionChangeBanner({ change, session, reader, title, actions }: SessionChangeBannerProps) {
  const w = useWords(saleTermsWords).change;
  const language = useLanguage();
  const choiceOpen = useChoiceOpen(change);
  const at = (instant: string) => formatDate(instant, session.timezone, 'full', language);
  if (change.kind === 'cancelled') {
    const means = { public: w.cancelledPublic, buyer: w.cancelledBuyer, receiver: w.cancelledReceived };
    return (
      <Banner tone="danger" title={title === undefined ? w.cancelledTitle : w.cancelledOf(title)}>
        <p>{change.reason}</p>
        <p>{means[reader]}</p>
      </Banner>
    );
  }
  const until = change.refundUntil === null ? '' : at(change.refundUntil);
  const means = {
    public: choiceOpen ? w.movedPublic(until) : null,
    buyer: choiceOpen ? w.choice(until) : w.choiceOver(until),
    receiver: w.received,
  };
  return (
    <Banner
      tone="warn"
      title={title === undefined ? w.movedTitle : w.movedOf(title)}
      actions={choiceOpen && reader !== 'receiver' ? actions : undefined}
    >
      <p>{w.moved(at(change.previousStartsAt), at(session.startsAt))}</p>
      <p>{change.reason}</p>
      {means[reader] === null ? null : <p>{means[reader]}</p>}
    </Banner>
  );
}

/** Can those who had ordered before the change still choose to have their money back? */
function useChoiceOpen({ refundUntil }: SessionChange): boolean {
  const nowMs = useServerNowMs();
  return refundUntil !== null && Date.parse(refundUntil) > nowMs;
}
