import { undoErasure } from '@og-tickets/contract/privacy.ts';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { privacyWords } from '../../words/privacy.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { linkToken } from '../parts/link-token.ts';

/** The page behind the link that takes an erasure back: a press of a button does it, not the visit. */
export function KeepAccountPage() {
  const w = useWords(privacyWords).undo;
  const token = linkToken(useLocation({ select: (location) => location.hash }));
  const undo = useMutation({ mutationFn: (wanted: string) => call(undoErasure, { body: { token: wanted } }) });
  const linkRefused = undo.error instanceof ApiError && ['token_invalid', 'invalid_request'].includes(undo.error.code);
  if (undo.isSuccess) {
    return (
      <>
        <PageHeading title={w.doneTitle} lead={w.done} />
        <ButtonLink to="/connexion">{w.login}</ButtonLink>
      </>
    );
  }
  if (token === undefined || linkRefused) return <PageHeading title={w.invalidTitle} lead={w.invalid} />;
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      {undo.error ? <FormFailure error={undo.error} /> : null}
      <Button loading={undo.isPending} onClick={() => undo.mutate(token)}>
        {w.confirm}
      </Button>
    </>
  );
}
