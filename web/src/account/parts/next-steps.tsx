import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { useServerNowMs } from '../../api/server-clock.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { accountWords } from '../../words/account.ts';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { orderWords } from '../../words/order.ts';
import { type CodeForm, codeForm } from './code-form.ts';
import { canTransfer } from './transfer-window.ts';

const CODE_WORDS = {
  phone: 'byPhone',
  both: 'byPhoneOrPaper',
  some: 'byPhonePaperSome',
} as const satisfies Record<CodeForm, string>;

/** What to bring on the day, what can still be done with the tickets, and where to go on. */
export function NextSteps({ code, tickets }: { code: string; tickets: readonly Ticket[] }) {
  const w = useWords(accountWords);
  const { nextTitle } = useWords(buyingWords).confirmation;
  const { page } = useWords(orderWords);
  const nowMs = useServerNowMs();
  const steps = [
    w.afterOrder[CODE_WORDS[codeForm(tickets)]],
    w.afterOrder.doors,
    w.afterOrder.proof,
    w.afterOrder.bags,
  ];
  if (tickets.some((ticket) => canTransfer(ticket, nowMs))) steps.push(w.afterOrder.transfer);
  return (
    <Card as="section" labelledBy="le-jour">
      <h2 id="le-jour" className="heading text-24">
        {nextTitle}
      </h2>
      <ul className="mt-3 flex list-disc flex-col gap-2 pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <ul className="mt-5 flex flex-wrap gap-3">
        <li>
          <ButtonLink to="/billets">{w.tickets.title}</ButtonLink>
        </li>
        <li>
          <ButtonLink to="/commandes/$orderCode" params={{ orderCode: code }} variant="quiet">
            {page.follow}
          </ButtonLink>
        </li>
      </ul>
    </Card>
  );
}
