import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

export function LoginPage() {
  const w = useWords(accountWords).login;
  return <PageHeading title={w.title} />;
}
