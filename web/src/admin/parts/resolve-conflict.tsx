import { type Conflict, conflictDecisions, resolveConflict } from '@og-tickets/contract/gate-desk.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDate } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { useLanguage } from '../../words/language.ts';

const reasonMin = 3;

/** What really happened, in a supervisor's words; entries that did not happen are undone with it. */
export function ResolveConflict({ conflict, onClose }: { conflict: Conflict | undefined; onClose: () => void }) {
  const w = useWords(gateDeskWords).conflicts;
  return conflict === undefined ? null : (
    <Dialog open title={w.kinds[conflict.kind]} onClose={onClose}>
      <ResolveForm conflict={conflict} onClose={onClose} />
    </Dialog>
  );
}

function ResolveForm({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const w = useWords(gateDeskWords).conflicts;
  const { actions } = useWords(commonWords);
  const { choose } = useWords(gateDeskWords).settings;
  const client = useQueryClient();
  const [decision, setDecision] = useState('');
  const [undone, setUndone] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const chosen = conflictDecisions.find((one) => one === decision);
  const reasonGiven = reason.trim().length >= reasonMin;
  const resolve = useMutation({
    mutationFn: (made: (typeof conflictDecisions)[number]) =>
      call(resolveConflict, {
        params: { conflictId: conflict.id },
        body: { decision: made, reason: reason.trim(), undo: [...undone] },
      }),
    onSuccess: () => {
      announce(w.done);
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['admin', 'conflicts'] }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (chosen !== undefined && reasonGiven) resolve.mutate(chosen);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Select
        label={w.decision}
        value={decision}
        error={tried && chosen === undefined ? w.decisionMissing : undefined}
        onChange={(event) => setDecision(event.target.value)}
      >
        <option value="">{choose}</option>
        {conflictDecisions.map((one) => (
          <option key={one} value={one}>
            {w.decisions[one]}
          </option>
        ))}
      </Select>
      <EntriesToUndo conflict={conflict} undone={undone} onChange={setUndone} />
      <TextField
        label={w.reason}
        hint={w.reasonHint}
        error={tried && !reasonGiven ? w.reasonMissing : undefined}
        value={reason}
        maxLength={limits.reasonMaxCharacters}
        onChange={(event) => setReason(event.target.value)}
      />
      {resolve.error ? <FormFailure error={resolve.error} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={resolve.isPending}>
          {w.submit}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {actions.cancel}
        </Button>
      </div>
    </form>
  );
}

interface UndoProps {
  conflict: Conflict;
  undone: readonly string[];
  onChange: (scanIds: readonly string[]) => void;
}

/** The entries that counted: those that did not happen can be taken back. */
function EntriesToUndo({ conflict, undone, onChange }: UndoProps) {
  const w = useWords(gateDeskWords).conflicts;
  const language = useLanguage();
  const counted = conflict.scans.filter(({ state, verdict, places }) => {
    return state === 'counted' && verdict === 'admitted' && places > 0;
  });
  if (counted.length === 0) return null;
  return (
    <fieldset>
      <legend className="font-semibold">{w.undo}</legend>
      <p className="text-16 text-muted">{w.undoHint}</p>
      {counted.map(({ scanId, scannedAt, gate }) => (
        <Checkbox
          key={scanId}
          label={w.scanText(formatDate(scannedAt, deviceTimeZone(), 'short', language), gate)}
          checked={undone.includes(scanId)}
          onChange={(event) =>
            onChange(event.target.checked ? [...undone, scanId] : undone.filter((other) => other !== scanId))
          }
        />
      ))}
    </fieldset>
  );
}
