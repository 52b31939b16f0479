import { type GateState, setGates } from '@og-tickets/contract/gate-desk.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { isGateCode, readCodes } from './code-list.ts';
import { gateStateQuery } from './gate-queries.ts';
import { fromLocalField, toLocalField } from './local-time.ts';

/** The gates of a session, its hours, and whether people may come back. What is typed stays while figures move. */
export function GateSettings({ state }: { state: GateState }) {
  const words = useWords(gateDeskWords);
  const w = words.settings;
  const client = useQueryClient();
  const [gates, setText] = useState(() => state.gates.map(({ gate }) => gate).join(', '));
  const [opens, setOpens] = useState(() => toLocalField(state.opensAt));
  const [closes, setCloses] = useState(() => toLocalField(state.closesAt));
  const [reentry, setReentry] = useState(state.reentry);
  const [wrong, setWrong] = useState(false);
  const save = useMutation({
    mutationFn: (codes: string[]) =>
      call(setGates, {
        params: { code: state.session },
        body: { gates: codes, reentry, opensAt: fromLocalField(opens), closesAt: fromLocalField(closes) },
      }),
    onSuccess: () => {
      announce(w.saved);
      void client.invalidateQueries({ queryKey: gateStateQuery(state.session).queryKey });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const codes = readCodes(gates);
    const bad = codes.length === 0 || !codes.every(isGateCode);
    setWrong(bad);
    if (!bad) save.mutate(codes);
  };
  return (
    <section aria-labelledby="gate-settings" className="flex flex-col gap-3">
      <h2 id="gate-settings" className="heading text-20">
        {words.live.settings}
      </h2>
      <form onSubmit={submit} noValidate className="grid gap-4 rounded-card bg-paper p-4 shadow-lift sm:grid-cols-2">
        <TextField
          label={w.gates}
          hint={w.gatesHint}
          error={wrong ? w.gatesWrong : undefined}
          value={gates}
          autoCapitalize="characters"
          className="code"
          onChange={(event) => setText(event.target.value)}
        />
        <div className="flex items-end">
          <Checkbox label={w.reentry} checked={reentry} onChange={(event) => setReentry(event.target.checked)} />
        </div>
        <TextField
          type="datetime-local"
          label={w.opensAt}
          hint={w.hoursHint}
          value={opens}
          onChange={(event) => setOpens(event.target.value)}
        />
        <TextField
          type="datetime-local"
          label={w.closesAt}
          hint={w.hoursHint}
          value={closes}
          onChange={(event) => setCloses(event.target.value)}
        />
        <div className="flex flex-col items-start gap-3 sm:col-span-2">
          {save.error ? <FormFailure error={save.error} /> : null}
          {save.isSuccess ? <p className="text-leaf">{w.saved}</p> : null}
          <Button type="submit" loading={save.isPending}>
            {w.save}
          </Button>
        </div>
      </form>
    </section>
  );
}
