import { type AdminSession, editSession, type SessionFields } from '@og-tickets/contract/catalog-admin.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { sessionQuery } from './queries.ts';
import { SessionConflict } from './session-conflict.tsx';
import { changesOf, type DraftFault, draftOf, fieldsOf, readDraft } from './session-draft.ts';
import { SessionForm } from './session-form.tsx';
import { useFaults } from './use-faults.ts';

/**
 * The form of a session with what it was filled from. What is typed stays while the session is read anew; only who saves,
 * or decides on a conflict, moves to a newer version.
 */
export function SessionEditor({ session }: { session: AdminSession }) {
  const words = useWords(catalogueWords);
  const w = words.form;
  const client = useQueryClient();
  const [base, setBase] = useState(session);
  const [draft, setDraft] = useState(() => draftOf(fieldsOf(session), session.categories));
  const [faults, setFaults] = useState<ReadonlyMap<string, DraftFault>>(new Map());
  const [news, setNews] = useState<string>();
  const fill = (from: AdminSession, changes: Partial<SessionFields>, said: string) => {
    setBase(from);
    setDraft(draftOf({ ...fieldsOf(from), ...changes }, from.categories));
    setNews(said);
    announce(said);
  };
  const save = useMutation({
    mutationFn: (changes: Partial<SessionFields>) =>
      call(editSession, { params: { code: base.code }, body: { version: base.version, changes } }),
    onSuccess: (saved) => {
      client.setQueryData(sessionQuery(saved.code).queryKey, saved);
      fill(saved, {}, w.saved);
    },
    onError: () => void client.invalidateQueries({ queryKey: sessionQuery(base.code).queryKey }),
  });
  const submit = () => {
    const read = readDraft(draft);
    setNews(undefined);
    setFaults('faults' in read ? read.faults : new Map());
    if ('faults' in read) return announce(w.wrong);
    const changes = changesOf(fieldsOf(base), read.fields);
    if (Object.keys(changes).length > 0) return save.mutate(changes);
    setNews(w.nothingChanged);
    return announce(w.nothingChanged);
  };
  const conflict =
    save.error instanceof ApiError && save.error.code === 'session_changed_elsewhere' ? save.error : null;
  const fault = useFaults(faults, save.error, 'body.changes');
  return (
    <SessionForm draft={draft} onChange={setDraft} fault={fault} onSubmit={submit}>
      {faults.size > 0 ? <Banner tone="danger">{w.wrong}</Banner> : null}
      {save.error && conflict === null ? <FormFailure error={save.error} /> : null}
      {conflict !== null && session.version !== base.version ? (
        <SessionConflict
          base={base}
          latest={session}
          mine={save.variables ?? {}}
          error={conflict}
          onKeepMine={() => {
            fill(session, save.variables ?? {}, words.conflict.rebased);
            save.reset();
          }}
          onTakeTheirs={() => {
            fill(session, {}, words.conflict.taken);
            save.reset();
          }}
        />
      ) : null}
      {news === undefined ? null : <p className="text-leaf">{news}</p>}
      <Button type="submit" loading={save.isPending}>
        {w.save}
      </Button>
    </SessionForm>
  );
}
