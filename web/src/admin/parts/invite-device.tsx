import { inviteDevice } from '@og-tickets/contract/gate-devices.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { isGateCode, isSessionCode, readCodes } from './code-list.ts';
import type { Invitation } from './enrol-link.tsx';
import { devicesQuery } from './gate-queries.ts';
import { fromLocalField, toLocalField } from './local-time.ts';

const hourMs = 3_600_000;
/** A day of sessions, from the morning on. */
const usualHours = 16;

interface Props {
  open: boolean;
  onClose: () => void;
  onInvited: (invitation: Invitation) => void;
}

/** Prepares a scanner: its name, where it works, until when. */
export function InviteDevice({ open, onClose, onInvited }: Props) {
  const w = useWords(gateDeskWords).devices;
  return open ? (
    <Dialog open title={w.invite} onClose={onClose}>
      <InviteForm onClose={onClose} onInvited={onInvited} />
    </Dialog>
  ) : null;
}

function InviteForm({ onClose, onInvited }: Omit<Props, 'open'>) {
  const w = useWords(gateDeskWords).devices;
  const { actions } = useWords(commonWords);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [sessions, setSessions] = useState('');
  const [gate, setGate] = useState('');
  const [endsAt, setEndsAt] = useState(() => toLocalField(new Date(Date.now() + usualHours * hourMs).toISOString()));
  const [tried, setTried] = useState(false);
  const codes = readCodes(sessions);
  const atGate = gate.trim().toUpperCase();
  const sessionsWrong = !codes.every(isSessionCode);
  const gateWrong = atGate !== '' && !isGateCode(atGate);
  const invite = useMutation({
    mutationFn: (until: string) =>
      call(inviteDevice, {
        body: {
          name: name.trim(),
          sessions: codes.length === 0 ? null : codes,
          gate: atGate === '' ? null : atGate,
          endsAt: until,
        },
      }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: devicesQuery.queryKey });
      onInvited(made);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const until = fromLocalField(endsAt);
    if (until !== null && !sessionsWrong && !gateWrong) invite.mutate(until);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label={w.name}
        hint={w.nameHint}
        value={name}
        required
        maxLength={limits.deviceNameMaxCharacters}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={w.sessions}
        hint={w.sessionsHint}
        error={tried && sessionsWrong ? w.wrongSessions : undefined}
        value={sessions}
        className="code"
        onChange={(event) => setSessions(event.target.value)}
      />
      <TextField
        label={w.gate}
        hint={w.gateHint}
        error={tried && gateWrong ? w.wrongGate : undefined}
        value={gate}
        className="code"
        onChange={(event) => setGate(event.target.value)}
      />
      <TextField
        type="datetime-local"
        label={w.endsAt}
        hint={w.endsAtHint}
        value={endsAt}
        required
        onChange={(event) => setEndsAt(event.target.value)}
      />
      {invite.error ? <FormFailure error={invite.error} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={invite.isPending}>
          {w.create}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {actions.cancel}
        </Button>
      </div>
    </form>
  );
}
