import {
  type AdminSession,
  deleteSession,
  duplicateSession,
  publishSession,
  withdrawSession,
} from '@og-tickets/contract/catalog-admin.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { commonWords } from '../../words/common.ts';
import { isSessionCode } from '../parts/code-list.ts';
import { sessionQuery } from './queries.ts';
import { fromZonedField, toZonedField } from './zoned-field.ts';

/** Publish, withdraw, duplicate, delete, and the pages that show the session elsewhere. */
export function SessionActions({ session }: { session: AdminSession }) {
  const w = useWords(catalogueWords).session;
  const client = useQueryClient();
  const [open, setOpen] = useState<'withdraw' | 'duplicate' | 'remove'>();
  const close = () => setOpen(undefined);
  const publish = useMutation({
    mutationFn: () => call(publishSession, { params: { code: session.code }, body: { version: session.version } }),
    onSuccess: (saved) => {
      client.setQueryData(sessionQuery(saved.code).queryKey, saved);
      announce(w.published);
    },
  });
  const shown = session.status === 'published' || session.status === 'cancelled';
  return (
    <div className="flex flex-col items-start gap-3">
      <div className="flex flex-wrap gap-3">
        {session.status === 'draft' || session.status === 'withdrawn' ? (
          <Button loading={publish.isPending} onClick={() => publish.mutate()}>
            {w.publish}
          </Button>
        ) : null}
        {shown ? (
          <ButtonLink to="/epreuves/$code" params={{ code: session.code }} variant="secondary" icon="eye">
            {w.preview}
          </ButtonLink>
        ) : null}
        {session.status === 'published' ? (
          <Button variant="secondary" onClick={() => setOpen('withdraw')}>
            {w.withdraw}
          </Button>
        ) : null}
        <Button variant="secondary" icon="copy" onClick={() => setOpen('duplicate')}>
          {w.duplicate}
        </Button>
        <ButtonLink
          to="/admin/journal"
          search={{ subject: 'session', subjectId: session.code }}
          variant="quiet"
          icon="clock"
        >
          {w.journal}
        </ButtonLink>
        <Button variant="danger" icon="trash" onClick={() => setOpen('remove')}>
          {w.remove}
        </Button>
      </div>
      {session.status === 'draft' ? <p className="text-muted">{w.previewDraft}</p> : null}
      {publish.isSuccess && session.status === 'published' ? <p className="text-leaf">{w.published}</p> : null}
      {publish.error ? <FormFailure error={publish.error} /> : null}
      {open === 'withdraw' ? <Withdraw session={session} onClose={close} /> : null}
      {open === 'duplicate' ? <Duplicate session={session} onClose={close} /> : null}
      {open === 'remove' ? <Remove session={session} onClose={close} /> : null}
    </div>
  );
}

interface Props {
  session: AdminSession;
  onClose: () => void;
}

function Withdraw({ session, onClose }: Props) {
  const w = useWords(catalogueWords).session;
  const client = useQueryClient();
  const withdraw = async () => {
    const saved = await call(withdrawSession, { params: { code: session.code }, body: { version: session.version } });
    client.setQueryData(sessionQuery(saved.code).queryKey, saved);
    announce(w.withdrawn);
  };
  return (
    <ConfirmRemoval
      open
      title={w.withdraw}
      text={w.withdrawText}
      action={w.withdraw}
      onConfirm={withdraw}
      onClose={onClose}
    />
  );
}

function Remove({ session, onClose }: Props) {
  const w = useWords(catalogueWords).session;
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = async () => {
    await call(deleteSession, { params: { code: session.code } });
    announce(w.removed);
    await navigate({ to: '/admin/epreuves' });
    client.removeQueries({ queryKey: sessionQuery(session.code).queryKey });
  };
  return (
    <ConfirmRemoval
      open
      title={`${w.remove} ${session.code}`}
      text={w.removeText}
      action={w.remove}
      onConfirm={remove}
      onClose={onClose}
      Details={Numbers}
    />
  );
}

/** The numbers that a refusal names. */
export function Numbers({ error }: { error: unknown }) {
  if (!(error instanceof ApiError) || error.fields.length === 0) return null;
  return <p className="mt-2">{error.fields.map(({ message }) => message).join(' ')}</p>;
}

function Duplicate({ session, onClose }: Props) {
  const words = useWords(catalogueWords);
  const w = words.session;
  const { actions } = useWords(commonWords);
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [startsAt, setStartsAt] = useState(() => toZonedField(session.startsAt, session.timezone));
  const [tried, setTried] = useState(false);
  const wrong = !isSessionCode(code.trim().toUpperCase());
  const duplicate = useMutation({
    mutationFn: (at: string) =>
      call(duplicateSession, {
        params: { code: session.code },
        body: { code: code.trim().toUpperCase(), startsAt: at },
      }),
    onSuccess: (made) => void navigate({ to: '/admin/epreuves/$code', params: { code: made.code } }).then(onClose),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const at = fromZonedField(startsAt, session.timezone);
    if (!wrong && at !== null) duplicate.mutate(at);
  };
  return (
    <Dialog open title={w.duplicate} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <p>{w.duplicateText}</p>
        <TextField
          label={w.newCode}
          hint={words.form.codeHint}
          className="code"
          value={code}
          error={tried && wrong ? words.form.wrongCode : undefined}
          onChange={(event) => setCode(event.target.value)}
        />
        <TextField
          type="datetime-local"
          label={words.fields.startsAt}
          hint={words.form.hours(session.timezone)}
          value={startsAt}
          onChange={(event) => setStartsAt(event.target.value)}
        />
        {duplicate.error ? <FormFailure error={duplicate.error} /> : null}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" loading={duplicate.isPending}>
            {w.duplicate}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {actions.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
