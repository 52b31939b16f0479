import type { AdminSession, SessionFields } from '@og-tickets/contract/catalog-admin.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { ApiError } from '../../api/api-error.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { type Language, useLanguage } from '../../words/language.ts';
import { changesOf, fieldsOf } from './session-draft.ts';
import { toZonedField } from './zoned-field.ts';

interface Props {
  /** What the form was filled with. */
  base: AdminSession;
  /** What is stored now. */
  latest: AdminSession;
  mine: Partial<SessionFields>;
  error: ApiError;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** What somebody else has saved beside what was typed, and who it was. */
export function SessionConflict({ base, latest, mine, error, onKeepMine, onTakeTheirs }: Props) {
  const words = useWords(catalogueWords);
  const w = words.conflict;
  const language = useLanguage();
  const theirs = changesOf(fieldsOf(base), fieldsOf(latest));
  const who = (name: string) =>
    error.fields.find(({ field }) => field === `body.changes.${name}` || field === 'body.changes.*')?.message;
  const rows = Object.entries(words.fields).flatMap(([name, label]) =>
    name in theirs || name in mine ? [{ name, label, theirs: valueOf(theirs, name), mine: valueOf(mine, name) }] : [],
  );
  const shown = (value: unknown) =>
    value === undefined ? <span className="text-muted">{w.unchanged}</span> : textOf(value, latest.timezone, language);
  return (
    <section aria-label={w.title} className="flex flex-col gap-4">
      <Banner
        tone="warn"
        title={w.title}
        actions={
          <>
            <Button onClick={onKeepMine}>{w.keepMine}</Button>
            <Button variant="secondary" onClick={onTakeTheirs}>
              {w.takeTheirs}
            </Button>
          </>
        }
      >
        {w.text}
      </Banner>
      <DataTable
        caption={w.caption}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { key: 'field', heading: w.field, render: ({ label }) => <span className="font-semibold">{label}</span> },
          { key: 'theirs', heading: w.theirs, render: (row) => shown(row.theirs) },
          { key: 'mine', heading: w.mine, render: (row) => shown(row.mine) },
          { key: 'who', heading: w.who, render: (row) => (row.theirs === undefined ? '—' : (who(row.name) ?? '—')) },
        ]}
      />
    </section>
  );
}

function valueOf(fields: Partial<SessionFields>, name: string): unknown {
  return Object.entries(fields).find(([known]) => known === name)?.[1];
}

/** A value as somebody reads it. */
function textOf(value: unknown, timezone: string, language: Language): string {
  if (value === null || value === '') return '—';
  if (typeof value === 'boolean') return value ? '✓' : '—';
  if (Array.isArray(value)) return value.map((one: unknown) => textOf(one, timezone, language)).join(' · ');
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value))
    return toZonedField(value, timezone).replace('T', ' ');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object') return '';
  const parts = Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    if (Array.isArray(part) && part.length === 0) return [];
    if (name.endsWith('Cents') && typeof part === 'number') return [formatMoney(money(part), language)];
    return [name === 'capacity' ? `(${String(part)})` : textOf(part, timezone, language)];
  });
  return parts.filter((part) => part !== '—').join(' ');
}
