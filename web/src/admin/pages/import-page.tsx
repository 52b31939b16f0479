import { type ImportResult, importCatalogue } from '@og-tickets/contract/catalog-places.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { ImportOutcome } from '../catalogue/import-outcome.tsx';

interface ReadFile {
  name: string;
  text: string;
}

const megabytesMax = limits.importMaxCharacters / 1_000_000;

/** CSV files: first what they would change, then the change itself. */
export function ImportPage() {
  const words = useWords(catalogueWords);
  const w = words.imports;
  const client = useQueryClient();
  const [chosen, setChosen] = useState<readonly File[]>([]);
  const [files, setFiles] = useState<readonly ReadFile[]>([]);
  const [fault, setFault] = useState<string>();
  const send = useMutation({
    mutationFn: (wanted: { files: readonly ReadFile[]; plan: string | null }) =>
      call(importCatalogue, { body: { files: [...wanted.files], plan: wanted.plan } }),
    onSuccess: (result, { plan }) => {
      announce(newsOf(result, plan !== null, w));
      if (result.applied) void client.invalidateQueries({ queryKey: ['admin'] });
    },
  });
  const look = async (event: SubmitEvent) => {
    event.preventDefault();
    const isLarge = chosen.reduce((sum, { size }) => sum + size, 0) > limits.importMaxCharacters;
    const wrong =
      chosen.length === 0
        ? w.none
        : chosen.length > limits.importFiles
          ? w.tooMany(limits.importFiles)
          : isLarge
            ? w.tooLarge(megabytesMax)
            : undefined;
    setFault(wrong);
    if (wrong !== undefined) return;
    const read = await Promise.all(chosen.map(async (file) => ({ name: file.name, text: await file.text() })));
    setFiles(read);
    send.mutate({ files: read, plan: null });
  };
  const result = send.data;
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} above={<Link to="/admin/epreuves">{words.session.back}</Link>} />
      <div className="flex flex-col gap-6">
        <form
          onSubmit={(event) => void look(event)}
          noValidate
          className="flex flex-col items-start gap-4 rounded-card bg-paper p-4 shadow-lift"
        >
          <TextField
            type="file"
            accept=".csv,text/csv"
            multiple
            label={w.files}
            hint={w.filesHint(limits.importFiles, megabytesMax)}
            error={fault}
            className="py-2"
            onChange={(event) => {
              setChosen([...(event.target.files ?? [])]);
              send.reset();
            }}
          />
          <Button type="submit" loading={send.isPending && send.variables.plan === null}>
            {w.look}
          </Button>
        </form>
        {send.error ? <FormFailure error={send.error} /> : null}
        {result === undefined ? null : (
          <>
            {send.variables?.plan !== null && !result.applied && result.problemCount === 0 ? (
              <Banner tone="warn">{w.outdated}</Banner>
            ) : null}
            <ImportOutcome result={result} />
            {result.plan !== null && result.changes > 0 ? (
              <div>
                <Button loading={send.isPending} onClick={() => send.mutate({ files, plan: result.plan })}>
                  {w.apply(result.changes)}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </div>
    </>
  );
}

function newsOf(result: ImportResult, wanted: boolean, w: (typeof catalogueWords)['fr']['imports']): string {
  if (result.problemCount > 0) return w.problems(result.problemCount);
  if (result.applied) return w.applied(result.changes);
  if (wanted) return w.outdated;
  return result.changes === 0 ? w.nothing : w.changesCaption;
}
