import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../ui/banner.tsx';
import { ButtonAnchor } from '../../ui/button.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

/** The page of a demo shop that shows every mail; it exists nowhere else. */
const MAILBOX = '/dev/mailbox';

/** Where the mail is when nothing is really sent; nothing at all in a real shop. */
export function DemoMailbox() {
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
