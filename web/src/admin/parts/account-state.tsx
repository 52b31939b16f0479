import type { FoundAccount } from '@og-tickets/contract/people.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { peopleWords } from '../../words/people.ts';

const looks: Record<FoundAccount['status'], { tone: Tone; icon: IconName }> = {
  unactivated: { tone: 'warn', icon: 'clock' },
  active: { tone: 'ok', icon: 'check' },
  disabled: { tone: 'danger', icon: 'ban' },
  closed: { tone: 'neutral', icon: 'cross' },
  erased: { tone: 'neutral', icon: 'trash' },
};

/** Whether an account is open, in a pill. */
export function AccountState({ status }: { status: FoundAccount['status'] }) {
  const w = useWords(peopleWords);
  return <Badge {...looks[status]}>{w.states[status]}</Badge>;
}
