import type { User } from '@og-tickets/contract/accounts.ts';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

/** Whose name the tickets bear, where they go, how they are paid. */
export function HolderDetails({ user }: { user: User }) {
  const w = useWords(buyingWords).checkout;
  const facts: [label: string, value: string][] = [
    [w.holderName, `${user.firstName} ${user.lastName}`],
    [w.holderEmail, user.email],
    [w.means, w.meansText],
  ];
  return (
    <Card as="section" labelledBy="titulaire">
      <h2 id="titulaire" className="heading text-24">
        {w.holder}
      </h2>
      <dl className="mt-3 flex flex-col gap-3">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-16 text-muted">{label}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-16 text-muted">{w.namesLater}</p>
    </Card>
  );
}
