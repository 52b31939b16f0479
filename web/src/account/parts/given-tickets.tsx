import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { useQuery } from '@tanstack/react-query';
import { formatDate } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { transferWords } from '../../words/transfer.ts';
import { givenTicketsQuery } from './transfer-queries.ts';

/** The tickets that were given away, without codes; nothing while there are none. */
export function GivenTickets() {
  const w = useWords(transferWords).given;
  const language = useLanguage();
  const given = useQuery(givenTicketsQuery);
  if (!given.data || given.data.items.length === 0) return null;
  return (
    <section aria-labelledby="billets-transferes" className="mt-10 max-w-4xl">
      <h2 id="billets-transferes" className="heading mb-3 text-20">
        {w.title}
      </h2>
      <ul className="flex flex-col gap-3">
        {given.data.items.map((ticket) => (
          <li key={ticket.id} className="rounded-card border border-line bg-paper p-4">
            <p className="font-semibold">{sessionName(ticket.summary)}</p>
            <p className="text-16 text-muted">
              {ticket.offerName}, {w.places(ticket.places)}, {w.category(ticket.category)}
            </p>
            <p>{w.to(ticket.receiver, formatDate(ticket.acceptedAt, ticket.summary.timezone, 'short', language))}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
