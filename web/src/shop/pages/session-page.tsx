import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';

export function SessionPage() {
  const w = useWords(shopWords).session;
  return <PageHeading title={w.title} />;
}
