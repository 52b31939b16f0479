import type { Ticket, TicketCode as TicketCodeReply } from '@og-tickets/contract/tickets.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { formatDate } from '../../ui/format.tsx';
import { accountWords } from '../../words/account.ts';
import { useLanguage } from '../../words/language.ts';
import { FullScreenCode } from './full-screen-code.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { shortNumber } from './ticket-number.ts';
import { ticketCodeQuery } from './ticket-queries.ts';
import { useShownText } from './use-shown-text.ts';

/** At least 60 % of a phone's width, and no bigger than is useful on a desk. */
const CODE_WIDTH = 'mx-auto w-full max-w-88';

/** The code of a ticket that can still be used: a tap makes it fill the screen. */
export function TicketCode({ ticket }: { ticket: Ticket }) {
  const w = useWords(accountWords);
  const code = useQuery(ticketCodeQuery(ticket.id, ticket.generation));
  if (code.error && !code.data) {
    return <FailedQuery error={code.error} title={w.ticket.codeMissing} onRetry={() => void code.refetch()} />;
  }
  if (!code.data) {
    return (
      <Skeleton>
        <SkeletonBlock className={`${CODE_WIDTH} aspect-square`} />
      </Skeleton>
    );
  }
  if (code.data.kind === 'none') return <NotReleased at={code.data.releasedAt} ticket={ticket} />;
  return <ShownCode ticket={ticket} code={code.data} onOver={() => void code.refetch()} />;
}

function NotReleased({ at, ticket }: { at: string; ticket: Ticket }) {
  const w = useWords(accountWords).ticket;
  const language = useLanguage();
  return <p>{w.codeFrom(formatDate(at, ticket.summary.timezone, 'full', language))}</p>;
}

interface ShownCodeProps {
  ticket: Ticket;
  code: Exclude<TicketCodeReply, { kind: 'none' }>;
  onOver: () => void;
}

function ShownCode({ ticket, code, onOver }: ShownCodeProps) {
  const w = useWords(accountWords);
  const [large, setLarge] = useState(false);
  const text = useShownText(code);
  if (text === undefined) return <FailedQuery error={null} title={w.ticket.codeMissing} onRetry={onOver} />;
  const label = w.ticket.code(shortNumber(ticket.id));
  return (
    <div className="flex flex-col gap-3">
      <div className={`relative ${CODE_WIDTH}`}>
        <QrCode text={text} label={label} className="w-full" />
        <button
          type="button"
          aria-label={w.ticket.fullScreen}
          onClick={() => setLarge(true)}
          className="absolute inset-0 rounded-field"
        />
      </div>
      <p className="text-center text-16 text-muted">{w.ticket.tapHint}</p>
      <CodeInLetters text={text} />
      <FullScreenCode
        open={large}
        text={text}
        label={label}
        caption={`${ticket.holder} · ${w.tickets.places(ticket.places)}`}
        onClose={() => setLarge(false)}
      />
    </div>
  );
}

/** The code in groups of four, for a gate that cannot read the picture and for those who cannot see it. */
function CodeInLetters({ text }: { text: string }) {
  const w = useWords(accountWords).ticket;
  // A space of the code is written as a mark no code holds: spaces part the groups.
  const groups = text.replaceAll(' ', '_').match(/.{1,4}/g) ?? [];
  return (
    <details>
      <summary className="link inline-flex min-h-11 items-center">{w.inLetters}</summary>
      <p className="code mt-1 text-16 break-words">{groups.join(' ')}</p>
      <p className="mt-1 text-16 text-muted">{w.inLettersHint}</p>
    </details>
  );
}
