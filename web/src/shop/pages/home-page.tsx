import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';

export function HomePage() {
  const w = useWords(shopWords).home;
  return <PageHeading title={w.title} />;
}
