import { closeAccount, readErasure } from '@og-tickets/contract/privacy.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useLogin } from '../../api/login.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { privacyWords } from '../../words/privacy.ts';
import { FormFailure } from '../../shell/form-failure.tsx';

interface DeleteAccountProps {
  /** Gets when the account is erased (ISO 8601). */
  onClosed: (eraseAfter: string) => void;
}

/** Deletes one's account, unless tickets to come stand in the way. Who works for the shop is told whom to ask. */
export function DeleteAccount({ onClosed }: DeleteAccountProps) {
  const login = useLogin();
  if (login.status !== 'in') return null;
  return login.user.role === 'customer' ? <DeleteOwn onClosed={onClosed} /> : <AskAdmin />;
}

function AskAdmin() {
  const w = useWords(privacyWords).erase;
  const { pages } = useWords(commonWords).footer;
  return (
    <p>
      {w.staff}{' '}
      <Link to="/contact" className="link inline-flex min-h-11 items-center">
        {pages.contact}
      </Link>
    </p>
  );
}

function DeleteOwn({ onClosed }: DeleteAccountProps) {
  const w = useWords(privacyWords).erase;
  const { actions } = useWords(commonWords);
  const [asking, setAsking] = useState(false);
  const outlook = useQuery({
    queryKey: ['me', 'erasure'],
    queryFn: ({ signal }) => call(readErasure, { signal }),
    staleTime: 0,
  });
  const close = useMutation({
    mutationFn: () => call(closeAccount, {}),
    onSuccess: ({ eraseAfter }) => onClosed(eraseAfter),
    onSettled: () => setAsking(false),
  });
  if (outlook.error && !outlook.data) {
    return <FailedQuery error={outlook.error} onRetry={() => void outlook.refetch()} />;
  }
  const toCome = outlook.data?.ticketsToCome ?? 0;
  if (toCome > 0) {
    return (
      <div className="flex flex-col items-start gap-4">
        <p>{w.blocked(toCome)}</p>
        <ButtonLink to="/billets" variant="secondary">
          {w.tickets}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className="flex flex-col items-start gap-4">
      {close.error ? <FormFailure error={close.error} /> : null}
      <Button variant="danger" loading={close.isPending || outlook.isPending} onClick={() => setAsking(true)}>
        {w.start}
      </Button>
      <Dialog
        open={asking}
        title={w.confirmTitle}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button variant="danger" loading={close.isPending} onClick={() => close.mutate()}>
              {w.confirm}
            </Button>
            <Button variant="secondary" onClick={() => setAsking(false)}>
              {actions.cancel}
            </Button>
          </>
        }
      >
        <p>{w.lead}</p>
      </Dialog>
    </div>
  );
}
