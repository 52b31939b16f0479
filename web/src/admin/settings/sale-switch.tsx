import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import { type SubmitEvent, useState } from 'react';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { shopSettingsWords } from '../../words/shop-settings.ts';
import { Moment } from '../parts/moment.tsx';
import { BothLanguages, isWhole } from './both-languages.tsx';
import { SettingsConflict } from './conflict.tsx';
import { isConflict, useChangeSettings } from './use-settings.ts';

/** Closes the sale of the whole shop, after a question that says what it does, and opens it again. */
export function SaleSwitch({ settings }: { settings: ShopSettings }) {
  const w = useWords(shopSettingsWords).sale;
  const { saleClosed } = settings;
  const [asking, setAsking] = useState(false);
  const reopen = useChangeSettings(w.opened, () => undefined);
  const send = (version: number) => reopen.mutate({ version, changes: { saleClosed: null } });
  return (
    <Card as="section" labelledBy="reglages-vente">
      <h2 id="reglages-vente" className="heading mb-4 text-24">
        {w.title}
      </h2>
      <div className="flex max-w-2xl flex-col items-start gap-4 *:max-w-full">
        {saleClosed === null ? (
          <>
            <p>{w.open}</p>
            <Button variant="danger" icon="ban" onClick={() => setAsking(true)}>
              {w.close}
            </Button>
          </>
        ) : (
          <>
            <Banner tone="warn">
              {w.closedSince} <Moment at={saleClosed.since} />. {saleClosed.text.fr} / {saleClosed.text.en}
            </Banner>
            <Button icon="check" loading={reopen.isPending} onClick={() => send(settings.version)}>
              {w.reopen}
            </Button>
          </>
        )}
        {isConflict(reopen.error) ? (
          <SettingsConflict base={settings} onOverwrite={send} onReload={() => reopen.reset()} />
        ) : reopen.error ? (
          <FormFailure error={reopen.error} />
        ) : null}
      </div>
      {asking ? <CloseSale settings={settings} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function CloseSale({ settings, onClose }: { settings: ShopSettings; onClose: () => void }) {
  const w = useWords(shopSettingsWords).sale;
  const { actions } = useWords(commonWords);
  const [text, setText] = useState({ fr: '', en: '' });
  const [tried, setTried] = useState(false);
  const close = useChangeSettings(w.closed, onClose);
  const send = (version: number) => {
    const saleClosed = { text: { fr: text.fr.trim(), en: text.en.trim() }, since: new Date().toISOString() };
    close.mutate({ version, changes: { saleClosed } });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWhole(text)) send(settings.version);
  };
  return (
    <Dialog open title={w.confirmTitle} onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <ul className="list-disc pl-5">
          {w.what.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <BothLanguages text={text} onChange={setText} tried={tried} />
        {isConflict(close.error) ? (
          <SettingsConflict base={settings} onOverwrite={send} onReload={onClose} />
        ) : close.error ? (
          <FormFailure error={close.error} />
        ) : null}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="danger" loading={close.isPending}>
            {w.close}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {actions.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
