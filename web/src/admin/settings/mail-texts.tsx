import { changeMailText, listMailTexts, type MailText, type MailWords } from '@og-tickets/contract/mail-texts.ts';
import { mailKinds } from '@og-tickets/contract/rules/mail-words.ts';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Card } from '../../ui/card.tsx';
import { Select } from '../../ui/select.tsx';
import { announce } from '../../ui/live.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { mailTextsWords } from '../../words/mail-texts.ts';
import { MailTextForm } from './mail-text-form.tsx';

const mailTextsQuery = queryOptions({
  queryKey: ['mail-texts'],
  queryFn: ({ signal }) => call(listMailTexts, { signal }),
  // A form is open on it: it changes when somebody asks for it.
  refetchOnWindowFocus: false,
  staleTime: Number.POSITIVE_INFINITY,
});

/** The words of each mail: chosen, changed, looked at, and back to those that the shop comes with. */
export function MailTexts() {
  const w = useWords(mailTextsWords);
  const texts = useQuery(mailTextsQuery);
  const [chosen, setChosen] = useState<MailText['kind']>('order_paid');
  const text = texts.data?.items.find(({ kind }) => kind === chosen);
  return (
    <Card as="section" labelledBy="reglages-courriels">
      <h2 id="reglages-courriels" className="heading mb-2 text-24">
        {w.title}
      </h2>
      <p className="mb-4 text-muted">{w.lead}</p>
      {texts.error && !texts.data ? (
        <FailedQuery error={texts.error} onRetry={() => void texts.refetch()} />
      ) : text ? (
        <div className="flex max-w-2xl flex-col gap-5">
          <Select
            label={w.kind}
            hint={text.words === null ? w.usual : w.own}
            value={chosen}
            onChange={({ target }) => setChosen(mailKinds.find((kind) => kind === target.value) ?? chosen)}
          >
            {mailKinds.map((kind) => (
              <option key={kind} value={kind}>
                {w.kinds[kind]}
              </option>
            ))}
          </Select>
          <OneText key={chosen} text={text} />
        </div>
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-96 w-full rounded-card" />
        </Skeleton>
      )}
    </Card>
  );
}

function OneText({ text }: { text: MailText }) {
  const w = useWords(mailTextsWords);
  const client = useQueryClient();
  const [resetting, setResetting] = useState(false);
  const [made, setMade] = useState(0);
  const change = async (version: number, words: MailWords | null) => {
    const saved = await call(changeMailText, { params: { kind: text.kind }, body: { version, words } });
    client.setQueryData(mailTextsQuery.queryKey, (known) =>
      known === undefined ? known : { items: known.items.map((one) => (one.kind === saved.kind ? saved : one)) },
    );
    announce(words === null ? w.wasReset : w.saved);
  };
  return (
    <>
      <MailTextForm
        key={made}
        text={text}
        onSave={change}
        onReset={() => setResetting(true)}
        onReload={() => client.fetchQuery({ ...mailTextsQuery, staleTime: 0 })}
      />
      <ConfirmRemoval
        open={resetting}
        title={w.reset}
        text={w.resetText}
        action={w.reset}
        onConfirm={async () => {
          await change(text.version, null);
          setMade(made + 1);
        }}
        onClose={() => setResetting(false)}
      />
    </>
  );
}
