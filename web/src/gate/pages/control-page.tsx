import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';

export function ControlPage() {
  const w = useWords(gateWords);
  return <PageHeading title={w.title} />;
}
