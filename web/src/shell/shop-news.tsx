import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { shopQuery } from '../api/shop-query.ts';
import { Banner } from '../ui/banner.tsx';
import { setSiteName } from '../ui/site-name.ts';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { useLanguage } from '../words/language.ts';
import { applyShopColour } from './shop-colour.ts';

/** Gives all pages the shop's name and colour. Shows nothing. */
export function ShopLook() {
  const { data } = useQuery(shopQuery);
  const name = data?.shopName;
  const colour = data?.colour;
  useEffect(() => {
    if (name !== undefined) setSiteName(name);
  }, [name]);
  useEffect(() => {
    if (colour !== undefined) applyShopColour(colour);
  }, [colour]);
  return null;
}

/** What the shop has to say on every page: that the sale is closed, and its announcement. */
export function ShopNews() {
  const { data } = useQuery(shopQuery);
  const language = useLanguage();
  const w = useWords(commonWords);
  const { saleClosed = null, announcement = null } = data ?? {};
  return (
    <>
      {saleClosed === null ? null : (
        <Banner tone="warn" title={w.shop.saleClosed}>
          {saleClosed.text[language]}
        </Banner>
      )}
      {announcement === null ? null : <Banner tone="info">{announcement.text[language]}</Banner>}
    </>
  );
}
