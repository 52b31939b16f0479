import type { AdminSession } from '@og-tickets/contract/catalog-admin.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';

const looks: Record<AdminSession['status'], { tone: Tone; icon: IconName }> = {
  draft: { tone: 'neutral', icon: 'clock' },
  published: { tone: 'ok', icon: 'check' },
  withdrawn: { tone: 'warn', icon: 'minus' },
  cancelled: { tone: 'danger', icon: 'ban' },
};

/** The state of a session in the catalogue. */
export function StatusBadge({ status }: Pick<AdminSession, 'status'>) {
  const w = useWords(catalogueWords);
  return <Badge {...looks[status]}>{w.statuses[status]}</Badge>;
}
