import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import { useEffect, useRef } from 'react';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { stockNews } from './stock-news.ts';

/** Has a screen reader say when few places are left, none, or some again; every other number only changes on the page. */
export function useStockNews(session: SessionDetail | undefined): void {
  const w = useWords(shopWords).session.states;
  const before = useRef<SessionDetail>(undefined);
  useEffect(() => {
    if (!session) return;
    const news = stockNews(before.current, session);
    before.current = session;
    if (news?.kind === 'few') announce(w.newsFew(news.places));
    if (news?.kind === 'gone') announce(w.newsGone);
    if (news?.kind === 'back') announce(w.newsBack);
  }, [session, w]);
}
