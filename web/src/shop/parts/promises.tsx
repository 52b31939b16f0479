import { limits } from '@og-tickets/contract/limits.ts';
import { useQuery } from '@tanstack/react-query';
import { formatMoney } from '../../ui/format.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { cheapestQuery } from './queries.ts';

/** What the shop keeps: all-in prices from the cheapest place that is left, the hold, the ticket. */
export function Promises() {
  const w = useWords(shopWords).home.promise;
  const language = useLanguage();
  const cheapest = useQuery(cheapestQuery).data?.items[0]?.priceFrom;
  const promises: [IconName, string][] = [
    ['check', cheapest ? w.from(formatMoney(cheapest, language, true)) : w.fees],
    ['clock', w.hold(limits.holdSeconds / 60)],
    ['ticket', w.code],
  ];
  return (
    <ul className="mb-6 flex flex-wrap gap-x-6 gap-y-2 sm:mb-8">
      {promises.map(([icon, text]) => (
        <li key={icon} className="flex items-center gap-2">
          <Icon name={icon} size={20} className="text-cobalt" />
          {text}
        </li>
      ))}
    </ul>
  );
}
