import { type Posting, postController, removePosting } from '@og-tickets/contract/gate-devices.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { announce } from '../../ui/live.tsx';
import { Select } from '../../ui/select.tsx';
import { useWords } from '../../words/book.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { postingsQuery, staffQuery } from './gate-queries.ts';

/** Every list of postings: somebody may have been posted to every session. */
const listPostingsKey = ['admin', 'postings'] as const;

/** Who works at a session, and how somebody is posted there or taken away. */
export function Postings({ session, gates }: { session: string; gates: readonly string[] }) {
  const w = useWords(gateDeskWords).settings;
  const postings = useQuery(postingsQuery(session));
  return (
    <section aria-labelledby="postings" className="flex flex-col gap-3">
      <h2 id="postings" className="heading text-20">
        {w.who}
      </h2>
      {postings.error && !postings.data ? (
        <FailedQuery error={postings.error} onRetry={() => void postings.refetch()} />
      ) : null}
      {postings.data?.items.length === 0 ? <p className="text-muted">{w.noneYet}</p> : null}
      {postings.data && postings.data.items.length > 0 ? <PostingTable postings={postings.data.items} /> : null}
      <AddPosting session={session} gates={gates} />
    </section>
  );
}

function PostingTable({ postings }: { postings: readonly Posting[] }) {
  const w = useWords(gateDeskWords).settings;
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (postingId: string) => call(removePosting, { params: { postingId } }),
    onSuccess: () => announce(w.removed),
    onSettled: () => void client.invalidateQueries({ queryKey: listPostingsKey }),
  });
  const columns: Column<Posting>[] = [
    { key: 'name', heading: w.whoColumns.name, render: ({ controller }) => controller },
    { key: 'session', heading: w.whoColumns.session, render: ({ session: at }) => at ?? w.everySession },
    { key: 'gate', heading: w.whoColumns.gate, render: ({ gate }) => gate ?? w.anyGate },
    { key: 'supervisor', heading: w.whoColumns.supervisor, render: ({ supervisor }) => (supervisor ? w.yes : w.no) },
    {
      key: 'action',
      heading: w.whoColumns.action,
      render: ({ id, controller }) => (
        <Button
          variant="quiet"
          aria-label={w.removeOf(controller)}
          loading={remove.isPending && remove.variables === id}
          onClick={() => remove.mutate(id)}
        >
          {w.remove}
        </Button>
      ),
    },
  ];
  return (
    <>
      {remove.error ? <FormFailure error={remove.error} /> : null}
      <DataTable caption={w.whoCaption} columns={columns} rows={postings} rowKey={({ id }) => id} />
    </>
  );
}

function AddPosting({ session, gates }: { session: string; gates: readonly string[] }) {
  const w = useWords(gateDeskWords).settings;
  const client = useQueryClient();
  const staff = useQuery(staffQuery);
  const [controllerId, setController] = useState('');
  const [gate, setGate] = useState('');
  const [supervisor, setSupervisor] = useState(false);
  const add = useMutation({
    mutationFn: () =>
      call(postController, { body: { controllerId, session, gate: gate === '' ? null : gate, supervisor } }),
    onSuccess: () => {
      announce(w.added);
      setController('');
      void client.invalidateQueries({ queryKey: listPostingsKey });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (controllerId !== '') add.mutate();
  };
  const controllers =
    staff.data?.items.filter(({ role, status }) => role === 'controller' && status === 'active') ?? [];
  return (
    <form onSubmit={submit} className="grid items-end gap-4 rounded-card bg-paper p-4 shadow-lift sm:grid-cols-2">
      <Select label={w.person} value={controllerId} required onChange={(event) => setController(event.target.value)}>
        <option value="">{w.choose}</option>
        {controllers.map(({ id, name, email }) => (
          <option key={id} value={id}>
            {name} ({email})
          </option>
        ))}
      </Select>
      <Select label={w.gate} value={gate} onChange={(event) => setGate(event.target.value)}>
        <option value="">{w.anyGate}</option>
        {gates.map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
      </Select>
      <Checkbox label={w.supervisor} checked={supervisor} onChange={(event) => setSupervisor(event.target.checked)} />
      <div className="flex flex-col items-start gap-3">
        {add.error ? <FormFailure error={add.error} /> : null}
        <Button type="submit" variant="secondary" loading={add.isPending}>
          {w.add}
        </Button>
      </div>
    </form>
  );
}
