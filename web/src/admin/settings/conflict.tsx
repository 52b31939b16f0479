import type { ShopFields, ShopSettings } from '@og-tickets/contract/settings.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { shopSettingsWords } from '../../words/shop-settings.ts';
import { changedFields, settingsQuery } from './use-settings.ts';

interface Props {
  /** What the form was made from. */
  base: ShopSettings;
  onOverwrite: (version: number) => void;
  onReload: (now: ShopSettings) => void;
}

/** Another admin was first: what is set by now, and the choice between theirs and ours. */
export function SettingsConflict({ base, onOverwrite, onReload }: Props) {
  const words = useWords(shopSettingsWords);
  const w = words.conflict;
  const client = useQueryClient();
  // What others hand in follows the newest; compared is what the form was made from.
  const [before] = useState(base);
  const [now, setNow] = useState<ShopSettings>();
  useEffect(() => {
    announce(w.title, 'assertive');
    void client.fetchQuery({ ...settingsQuery, staleTime: 0 }).then(setNow);
  }, [client, w]);
  if (now === undefined) return null;
  const changes = Object.entries(changedFields(before, now));
  return (
    <Banner
      tone="warn"
      title={w.title}
      actions={
        <>
          <Button onClick={() => onOverwrite(now.version)}>{w.overwrite}</Button>
          <Button variant="quiet" onClick={() => onReload(now)}>
            {w.reload}
          </Button>
        </>
      }
    >
      {changes.length === 0 ? <p>{w.same}</p> : null}
      <ul>
        {changes.map(([name, value]) => (
          <li key={name}>{w.now(fieldName(words.fields, name), shownValue(value) || w.empty)}</li>
        ))}
      </ul>
    </Banner>
  );
}

function fieldName(names: Record<keyof ShopFields, string>, name: string): string {
  return Object.entries(names).find(([key]) => key === name)?.[1] ?? name;
}

/** Every text and number of a value, in its order. */
function shownValue(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(shownValue).filter(Boolean).join(', ');
}
