import { testCards } from '@og-tickets/contract/rules/test-cards.ts';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

/** The cards that the simulated bank knows and how each ends; a press fills one in. */
export function TestCards({ onUse }: { onUse: (number: string) => void }) {
  const w = useWords(buyingWords).payment;
  return (
    <Card as="section" labelledBy="cartes-de-test">
      <h2 id="cartes-de-test" className="heading text-20">
        {w.testCards}
      </h2>
      <ul className="mt-2 divide-y divide-line">
        {testCards.map(({ number, outcome }) => (
          <li key={number} className="flex items-center justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="code block text-16 whitespace-nowrap max-[25rem]:text-14">{number}</span>
              <span className="text-16 text-muted">{w.outcomes[outcome]}</span>
            </span>
            <button
              type="button"
              aria-label={w.fillInCard(number, w.outcomes[outcome])}
              onClick={() => onUse(number)}
              className="link min-h-12 px-1"
            >
              {w.fillIn}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
