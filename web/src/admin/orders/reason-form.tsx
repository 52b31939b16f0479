import { limits } from '@og-tickets/contract/limits.ts';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { officeOrderWords } from '../../words/office-orders.ts';

interface ReasonFormProps {
  /** What stands above the reason: what will happen. */
  children?: ReactNode;
  submit: string;
  /** What the way out is called; "Cancel" unless told. */
  leave?: string;
  /** Nothing can be sent as long as something else is missing. */
  disabled?: boolean;
  failure: unknown;
  failureActions?: ReactNode;
  sending: boolean;
  onSubmit: (reason: string) => void;
  onClose: () => void;
}

/** Asks for the reason of something that is kept in the journal, and goes on. */
export function ReasonForm(props: ReasonFormProps) {
  const w = useWords(officeOrderWords).refund;
  const { actions } = useWords(commonWords);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const given = reason.trim();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (given !== '' && props.disabled !== true) props.onSubmit(given);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {props.children}
      <TextField
        label={w.reason}
        hint={w.reasonHint}
        error={tried && given === '' ? w.reasonMissing : undefined}
        value={reason}
        maxLength={limits.reasonMaxCharacters}
        onChange={(event) => setReason(event.target.value)}
      />
      {props.failure ? <FormFailure error={props.failure} actions={props.failureActions} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={props.sending}>
          {props.submit}
        </Button>
        <Button variant="quiet" onClick={props.onClose}>
          {props.leave ?? actions.cancel}
        </Button>
      </div>
    </form>
  );
}
