import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import { type SubmitEvent, useState } from 'react';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopSettingsWords } from '../../words/shop-settings.ts';
import { fromLocalField, toLocalField } from '../parts/local-time.ts';
import { BothLanguages, isWhole } from './both-languages.tsx';
import { SettingsConflict } from './conflict.tsx';
import { isConflict, useChangeSettings } from './use-settings.ts';

/** The banner of every page: its texts, its end, and how it looks. */
export function AnnouncementForm({ settings }: { settings: ShopSettings }) {
  const w = useWords(shopSettingsWords).announcement;
  const language = useLanguage();
  const { announcement } = settings;
  const [text, setText] = useState(announcement?.text ?? { fr: '', en: '' });
  const [until, setUntil] = useState(toLocalField(announcement?.until ?? null));
  const [tried, setTried] = useState(false);
  const publish = useChangeSettings(w.published, () => setTried(false));
  const remove = useChangeSettings(w.removed, () => {
    setText({ fr: '', en: '' });
    setUntil('');
    setTried(false);
  });
  const send = (version: number) => {
    const both = { fr: text.fr.trim(), en: text.en.trim() };
    publish.mutate({ version, changes: { announcement: { text: both, until: fromLocalField(until) } } });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWhole(text)) send(settings.version);
  };
  const failure = publish.error ?? remove.error;
  return (
    <Card as="section" labelledBy="reglages-annonce">
      <h2 id="reglages-annonce" className="heading mb-2 text-24">
        {w.title}
      </h2>
      <p className="mb-4 text-muted">{w.lead}</p>
      <form noValidate onSubmit={submit} className="flex max-w-2xl flex-col gap-5">
        <BothLanguages text={text} onChange={setText} tried={tried} />
        <TextField
          type="datetime-local"
          label={w.until}
          hint={w.untilHint}
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        {text[language].trim() === '' ? null : (
          <div>
            <p className="mb-1 font-semibold">{w.preview}</p>
            <Banner tone="info">{text[language]}</Banner>
          </div>
        )}
        {isConflict(failure) ? (
          <SettingsConflict base={settings} onOverwrite={send} onReload={() => publish.reset()} />
        ) : failure ? (
          <FormFailure error={failure} />
        ) : null}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" loading={publish.isPending}>
            {w.publish}
          </Button>
          {announcement === null ? null : (
            <Button
              variant="danger"
              loading={remove.isPending}
              onClick={() => remove.mutate({ version: settings.version, changes: { announcement: null } })}
            >
              {w.remove}
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}
