import { renewCodes } from '@og-tickets/contract/tickets.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { commonWords } from '../../words/common.ts';
import { FormFailure } from '../../shell/form-failure.tsx';

/** Makes all codes of the account anew, after saying what that does. */
export function RenewCodes() {
  const w = useWords(accountWords).renewCodes;
  const { actions } = useWords(commonWords);
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState('');
  const renewal = useMutation({
    mutationFn: () => call(renewCodes, {}),
    onSuccess: async ({ renewed }) => {
      setDone(w.done(renewed));
      announce(w.done(renewed));
      setAsking(false);
      const stale = ['tickets', 'ticket', 'ticket-code'];
      await Promise.all(stale.map((name) => queries.invalidateQueries({ queryKey: [name] })));
    },
  });
  const close = () => setAsking(false);
  return (
    <section className="mt-12 flex max-w-read flex-col items-start gap-3 border-t border-line pt-6">
      <h2 className="heading text-20">{w.title}</h2>
      <p>{w.text}</p>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        {w.action}
      </Button>
      {done === '' ? null : <p>{done}</p>}
      <Dialog
        open={asking}
        title={w.confirmTitle}
        onClose={close}
        actions={
          <>
            <Button variant="danger" loading={renewal.isPending} onClick={() => renewal.mutate()}>
              {w.confirm}
            </Button>
            <Button variant="quiet" onClick={close}>
              {actions.cancel}
            </Button>
          </>
        }
      >
        <p>{w.confirmText}</p>
        {renewal.error ? <FormFailure error={renewal.error} /> : null}
      </Dialog>
    </section>
  );
}
