import { createSession } from '@og-tickets/contract/catalog-admin.ts';
import type { BodyOf } from '@og-tickets/contract/endpoint.ts';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { type DraftFault, emptyDraft, readDraft } from '../catalogue/session-draft.ts';
import { SessionForm } from '../catalogue/session-form.tsx';
import { useFaults } from '../catalogue/use-faults.ts';
import { isSessionCode } from '../parts/code-list.ts';

/** A session from nothing; it begins as a draft that nobody else sees. */
export function NewSessionPage() {
  const words = useWords(catalogueWords);
  const w = words.form;
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [draft, setDraft] = useState(() => emptyDraft('Europe/Paris'));
  const [faults, setFaults] = useState<ReadonlyMap<string, DraftFault>>(new Map());
  const [tried, setTried] = useState(false);
  const wanted = code.trim().toUpperCase();
  const create = useMutation({
    mutationFn: (body: BodyOf<typeof createSession>) => call(createSession, { body }),
    onSuccess: (made) => void navigate({ to: '/admin/epreuves/$code', params: { code: made.code } }),
  });
  const submit = () => {
    setTried(true);
    const read = readDraft(draft);
    setFaults('faults' in read ? read.faults : new Map());
    if ('faults' in read || !isSessionCode(wanted)) announce(w.wrong);
    else create.mutate({ code: wanted, ...read.fields });
  };
  const fault = useFaults(faults, create.error, 'body');
  const wrongCode = tried && !isSessionCode(wanted);
  return (
    <>
      <PageHeading
        title={words.list.create}
        above={<Link to="/admin/epreuves">{words.session.back}</Link>}
        lead={words.session.previewDraft}
      />
      <SessionForm
        draft={draft}
        onChange={setDraft}
        fault={fault}
        onSubmit={submit}
        lead={
          <div className="sm:col-span-2 sm:max-w-xs">
            <TextField
              label={w.code}
              hint={w.codeHint}
              className="code"
              value={code}
              error={wrongCode ? w.wrongCode : undefined}
              onChange={(event) => setCode(event.target.value)}
            />
          </div>
        }
      >
        {faults.size > 0 || wrongCode ? <Banner tone="danger">{w.wrong}</Banner> : null}
        {create.error ? <FormFailure error={create.error} /> : null}
        <Button type="submit" loading={create.isPending}>
          {w.create}
        </Button>
      </SessionForm>
    </>
  );
}
