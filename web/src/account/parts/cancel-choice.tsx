import type { CancellationTicket } from '@og-tickets/contract/refunds.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DateTime, formatDate, Money } from '../../ui/format.tsx';
import { RefundRule } from '../../shell/refund-rule.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { orderWords } from '../../words/order.ts';
import { shortNumber } from './ticket-number.ts';

interface CancelChoiceProps {
  tickets: readonly CancellationTicket[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  disabled: boolean;
}

/** Which of the tickets that can be taken back are given back: a box for each, and one for all. */
export function CancelChoice({ tickets, chosen, onChange, disabled }: CancelChoiceProps) {
  const w = useWords(orderWords).cancel;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  const all = tickets.length === chosen.size;
  return (
    <fieldset disabled={disabled} className="rounded-card bg-paper p-5 shadow-lift sm:p-6">
      <legend className="heading float-left mb-2 w-full text-24">{w.legend}</legend>
      <div className="clear-both divide-y divide-line">
        {tickets.length > 1 ? (
          <Checkbox
            label={<strong>{w.all}</strong>}
            checked={all}
            onChange={() => onChange(all ? new Set() : new Set(tickets.map(({ id }) => id)))}
          />
        ) : null}
        {tickets.map((ticket) => (
          <Checkbox
            key={ticket.id}
            checked={chosen.has(ticket.id)}
            onChange={() => toggle(ticket.id)}
            label={
              <>
                <TicketWords ticket={ticket} />
                <span className="mt-0.5 block text-16 text-muted">
                  <RefundRule until={ticket.cancellableUntil} timeZone={ticket.summary.timezone} />
                </span>
              </>
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The tickets that cannot be taken back, each with its reason. Nothing where there is none. */
export function BarredTickets({ tickets }: { tickets: readonly CancellationTicket[] }) {
  const w = useWords(orderWords).cancel;
  if (tickets.length === 0) return null;
  return (
    <section aria-labelledby="non-repris" className="rounded-card border border-line bg-paper p-5 sm:p-6">
      <h2 id="non-repris" className="heading text-20">
        {w.barredTitle}
      </h2>
      <ul className="mt-2 divide-y divide-line">
        {tickets.map((ticket) => (
          <li key={ticket.id} className="py-3">
            <TicketWords ticket={ticket} />
            <p className="mt-0.5 text-16 font-semibold">
              <WhyBarred ticket={ticket} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TicketWords({ ticket }: { ticket: CancellationTicket }) {
  const w = useWords(orderWords).cancel;
  const { summary } = ticket;
  return (
    <span className="flex items-baseline justify-between gap-x-4">
      <span className="min-w-0">
        <span className="font-semibold">{sessionName(summary)}</span>
        <span className="block text-16 text-muted">
          <DateTime at={summary.startsAt} timeZone={summary.timezone} />
        </span>
        <span className="block text-16">
          {ticket.offerName}, {w.category(ticket.category)} ({w.places(ticket.places)}),{' '}
          <span className="whitespace-nowrap">{w.number(shortNumber(ticket.id))}</span>
        </span>
      </span>
      <span className="font-semibold">
        <Money amount={ticket.price} />
      </span>
    </span>
  );
}

function WhyBarred({ ticket }: { ticket: CancellationTicket }) {
  const w = useWords(orderWords).cancel;
  const language = useLanguage();
  const { bar, cancellableUntil, entries, places, summary } = ticket;
  if (bar === null) return null;
  if (bar === 'too_late' && cancellableUntil !== null) {
    return w.tooLateSince(formatDate(cancellableUntil, summary.timezone, 'full', language));
  }
  return bar === 'used' && places > 1 ? `${w.bars.used} ${w.entered(entries, places)}` : w.bars[bar];
}
