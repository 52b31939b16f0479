import { limits } from '@og-tickets/contract/limits.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { cartQuery } from '../../api/cart-query.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

/** The page of a demo shop that shows every mail; it exists nowhere else. */
const MAILBOX = '/dev/mailbox';

/** The account was asked for: where the mail went and what to do next. */
export function RegistrationSent({ email, onCorrect }: { email: string; onCorrect: () => void }) {
  const w = useWords(accountWords).register.sent;
  const cart = useQuery(cartQuery);
  const hasCart = (cart.data?.lines.length ?? 0) > 0;
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading
        title={w.title}
        lead={
          <>
            {w.wrote} <strong className="wrap-anywhere text-ink">{email}</strong>.
          </>
        }
      />
      <div className="flex max-w-read flex-col items-start gap-4">
        <p>
          {w.next(limits.activationHours)} {hasCart ? w.cart : null}
        </p>
        <DemoMailbox />
        <p className="text-muted">{w.nothing}</p>
        <Button variant="secondary" onClick={onCorrect}>
          {w.correct}
        </Button>
      </div>
    </>
  );
}

/** Where the mail is when nothing is really sent; nothing at all in a real shop. */
function DemoMailbox() {
  const w = useWords(accountWords).register.sent;
  const mailbox = useQuery({
    queryKey: ['demo-mailbox'],
    queryFn: async ({ signal }) => (await fetch(MAILBOX, { method: 'HEAD', signal })).ok,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (mailbox.data !== true) return null;
  return (
    <Banner
      tone="info"
      title={w.demo}
      actions={
        <ButtonAnchor href={MAILBOX} target="_blank" rel="noopener" icon="mail">
          {w.mailbox}
        </ButtonAnchor>
      }
    >
      {w.demoText}
    </Banner>
  );
}
