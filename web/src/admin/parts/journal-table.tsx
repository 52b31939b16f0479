import type { AuditEntry } from '@og-tickets/contract/audit.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { useWords } from '../../words/book.ts';
import { journalWords } from '../../words/journal.ts';
import { Moment } from './moment.tsx';

/** Entries of the journal. */
export function JournalTable({ entries }: { entries: readonly AuditEntry[] }) {
  const w = useWords(journalWords);
  const columns: Column<AuditEntry>[] = [
    { key: 'number', heading: w.columns.number, render: ({ number }) => <span className="figures">{number}</span> },
    { key: 'at', heading: w.columns.at, render: ({ at }) => <Moment at={at} /> },
    { key: 'actor', heading: w.columns.actor, render: (entry) => <WhoActed entry={entry} /> },
    { key: 'action', heading: w.columns.action, render: ({ action }) => w.actions[action] },
    {
      key: 'subject',
      heading: w.columns.subject,
      render: ({ subject }) => (
        <>
          {w.subjects[subject.kind]} <span className="code">{subject.id}</span>
        </>
      ),
    },
    { key: 'change', heading: w.columns.change, render: (entry) => <Change entry={entry} /> },
  ];
  return <DataTable caption={w.caption} columns={columns} rows={entries} rowKey={({ number }) => String(number)} />;
}

function WhoActed({ entry: { actorId, actor, actorRole, address } }: { entry: AuditEntry }) {
  const w = useWords(journalWords);
  if (actorId === null) return w.roles[actorRole];
  return (
    <>
      {actor ?? w.erased} <span className="text-muted">({w.roles[actorRole]})</span>
      {address === null ? null : (
        <span className="block text-14 text-muted">
          {w.address} <span className="code">{address}</span>
        </span>
      )}
    </>
  );
}

/** The fields that changed, each once, before and after; then the reason. */
function Change({ entry: { before, after, reason } }: { entry: AuditEntry }) {
  const w = useWords(journalWords);
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return (
    <>
      {names.length === 0 ? null : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-14">
          {names.map((name) => (
            <div key={name} className="contents">
              <dt className="code text-muted">{name}</dt>
              <dd>
                {before === null ? null : <del className="text-muted">{shown(before[name])}</del>}
                {before === null || after === null ? null : ' → '}
                {after === null ? null : <ins className="no-underline">{shown(after[name])}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {reason === null ? null : (
        <p className="text-14">
          <span className="text-muted">{w.reason}</span> {reason}
        </p>
      )}
    </>
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
