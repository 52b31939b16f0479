import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

export function RegisterPage() {
  const w = useWords(accountWords).register;
  return <PageHeading title={w.title} />;
}
