import { limits } from '@og-tickets/contract/limits.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { scannerWords } from '../../words/scanner.ts';

const REASON_MIN = 3;

/** Asks a supervisor for the reason and takes a scan back. */
export function UndoScan({ onUndo, onClose }: { onUndo: (reason: string) => Promise<void>; onClose: () => void }) {
  const w = useWords(scannerWords).undo;
  const [reason, setReason] = useState('');
  const send = useMutation({ mutationFn: () => onUndo(reason.trim()), onSuccess: onClose });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (reason.trim().length >= REASON_MIN && !send.isPending) send.mutate();
  };
  return (
    <Dialog open title={w.title} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        <p>{w.lead}</p>
        {send.error instanceof ApiError ? (
          <div role="alert">
            <Banner tone="danger">{send.error.detail}</Banner>
          </div>
        ) : null}
        <div className="flex flex-col gap-2">
          {w.reasons.map((usual) => (
            <Button
              key={usual}
              variant="secondary"
              aria-pressed={reason === usual}
              onClick={() => setReason(usual)}
              className="min-h-18"
            >
              {usual}
            </Button>
          ))}
        </div>
        <TextField
          label={w.reason}
          value={reason}
          required
          minLength={REASON_MIN}
          maxLength={limits.reasonMaxCharacters}
          autoComplete="off"
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="danger" loading={send.isPending} className="min-h-18 grow">
            {w.confirm}
          </Button>
          <Button variant="quiet" onClick={onClose} className="min-h-18">
            {w.keep}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
