import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';

export function SessionsPage() {
  const w = useWords(shopWords).sessions;
  return <PageHeading title={w.title} />;
}
