import { useMutation } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { FormFailure } from './form-failure.tsx';

interface ConfirmRemovalProps {
  open: boolean;
  title: string;
  text: string;
  action: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  /** What stands below a failure, such as the numbers that a refusal names. */
  Details?: ComponentType<{ error: unknown }>;
}

/** Asks once before something is taken away. */
export function ConfirmRemoval({ open, title, text, action, onConfirm, onClose, Details }: ConfirmRemovalProps) {
  const { actions } = useWords(commonWords);
  const removal = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  const close = () => {
    removal.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      title={title}
      onClose={close}
      actions={
        <>
          <Button variant="danger" loading={removal.isPending} onClick={() => removal.mutate()}>
            {action}
          </Button>
          <Button variant="quiet" onClick={close}>
            {actions.cancel}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {removal.error ? <FormFailure error={removal.error} /> : null}
      {removal.error && Details ? <Details error={removal.error} /> : null}
    </Dialog>
  );
}
