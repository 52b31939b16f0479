import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import { type SubmitEvent, useState } from 'react';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { shopSettingsWords } from '../../words/shop-settings.ts';
import { ColourField } from './colour-field.tsx';
import { SettingsConflict } from './conflict.tsx';
import { centsOf, colourOf, type Draft, draftOf, fieldsOf } from './draft.ts';
import { changedFields, isConflict, useChangeSettings } from './use-settings.ts';

const legalFields = [
  ['entity', 200],
  ['address', 300],
  ['registration', 100],
  ['vatNumber', 60],
  ['phone', 40],
  ['publicationDirector', 100],
  ['host', 300],
  ['mediator', 300],
] as const;

/** Name, contact, sender, colour, legal notice and the amount above which a refund needs a second admin. */
export function IdentityForm({ settings }: { settings: ShopSettings }) {
  const words = useWords(shopSettingsWords);
  const w = words.identity;
  const [base, setBase] = useState(settings);
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [said, setSaid] = useState<string>();
  const take = (now: ShopSettings) => {
    setBase(now);
    setDraft(draftOf(now));
  };
  const change = useChangeSettings(w.saved, (saved) => {
    take(saved);
    setSaid(w.saved);
  });
  const fields = fieldsOf(draft, base);
  const changes = fields === undefined ? {} : changedFields(base, fields);
  const send = (version: number) => {
    if (Object.keys(changes).length === 0) setSaid(w.nothing);
    else change.mutate({ version, changes });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setSaid(undefined);
    // The sections beside this one raise the version: what they change is not in this form.
    if (fields !== undefined) send(Math.max(base.version, settings.version));
  };
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const text = (name: 'shopName' | 'contactEmail' | 'mailSenderName', hint: string, maxLength: number) => (
    <TextField
      label={words.fields[name]}
      hint={hint}
      value={draft[name]}
      maxLength={maxLength}
      required={name === 'shopName'}
      type={name === 'contactEmail' ? 'email' : 'text'}
      autoComplete="off"
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <Card as="section" labelledBy="reglages-boutique">
      <h2 id="reglages-boutique" className="heading mb-4 text-24">
        {w.title}
      </h2>
      <form onSubmit={submit} className="flex max-w-2xl flex-col gap-5">
        {text('shopName', w.shopNameHint, 40)}
        {text('contactEmail', w.contactHint, 254)}
        {text('mailSenderName', w.senderHint, 60)}
        <ColourField
          value={draft.colour}
          wrong={colourOf(draft.colour) === undefined}
          onChange={(colour) => set({ colour })}
        />
        {legalFields.map(([name, maxLength]) => (
          <TextField
            key={name}
            label={w[name]}
            hint={name === 'host' || name === 'mediator' ? w.withAddress : undefined}
            value={draft.legal[name]}
            maxLength={maxLength}
            optional
            autoComplete="off"
            onChange={(event) => set({ legal: { ...draft.legal, [name]: event.target.value } })}
          />
        ))}
        <TextField
          label={w.approval}
          hint={w.approvalHint}
          error={centsOf(draft.approval) === undefined ? w.approvalWrong : undefined}
          value={draft.approval}
          inputMode="decimal"
          className="figures"
          onChange={(event) => set({ approval: event.target.value })}
        />
        {isConflict(change.error) ? (
          <SettingsConflict
            base={base}
            onOverwrite={send}
            onReload={(now) => {
              take(now);
              change.reset();
            }}
          />
        ) : change.error ? (
          <FormFailure error={change.error} />
        ) : null}
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" loading={change.isPending}>
            {w.save}
          </Button>
          {said ? <p className="text-muted">{said}</p> : null}
        </div>
      </form>
    </Card>
  );
}
