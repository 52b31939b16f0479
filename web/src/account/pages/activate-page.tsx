import { activate } from '@og-tickets/contract/accounts.ts';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { Activated } from '../parts/activated.tsx';
import { linkToken } from '../parts/link-token.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { LinkInvalid } from '../parts/link-invalid.tsx';

/**
 * The page behind the link of the activation mail. A press of the button activates, not the visit: programs that look
 * at the links of a mail must not use it up.
 */
export function ActivatePage() {
  const w = useWords(accountWords).activate;
  const token = linkToken(useLocation({ select: (location) => location.hash }));
  const send = useMutation({ mutationFn: (wanted: string) => call(activate, { body: { token: wanted } }) });
  if (send.isSuccess) return <Activated />;
  if (token === undefined) {
    return (
      <>
        <PageHeading title={w.missingTitle} lead={w.missingText} />
        <ButtonLink to="/inscription" variant="secondary">
          {w.registerAgain}
        </ButtonLink>
      </>
    );
  }
  // A token that was cut short does not even have the right shape: for the reader that is the same.
  const refused = send.error instanceof ApiError && ['token_invalid', 'invalid_request'].includes(send.error.code);
  if (refused) return <LinkInvalid />;
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex max-w-xl flex-col items-start gap-5">
        {send.error ? <FormFailure error={send.error} /> : null}
        <Button loading={send.isPending} onClick={() => send.mutate(token)}>
          {w.submit}
        </Button>
      </div>
    </>
  );
}
