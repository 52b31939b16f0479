import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

export function PaymentPage() {
  const w = useWords(buyingWords).payment;
  return <PageHeading title={w.title} />;
}
