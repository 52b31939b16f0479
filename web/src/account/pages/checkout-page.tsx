import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

export function CheckoutPage() {
  const w = useWords(buyingWords).checkout;
  return <PageHeading title={w.title} />;
}
