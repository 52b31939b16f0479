import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';

export function CartPage() {
  const w = useWords(shopWords).cart;
  return <PageHeading title={w.title} />;
}
