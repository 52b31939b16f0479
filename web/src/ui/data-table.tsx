import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<Row> {
  /** Stable, unique in its table. */
  key: string;
  heading: string;
  render: (row: Row) => ReactNode;
  /** Numbers and amounts stand at the right. */
  align?: 'right';
}

interface DataTableProps<Row> {
  /** Says what the table holds; read by screen readers, shown when `captionShown`. */
  caption: string;
  captionShown?: boolean;
  /** The first names its row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

/**
 * Rows of data, dense where a mouse is used. On a screen that is too narrow it scrolls sideways by itself, by keyboard too,
 * and the page does not.
 */
export function DataTable<Row>({ caption, captionShown = false, columns, rows, rowKey }: DataTableProps<Row>) {
  const [first, ...others] = columns;
  if (first === undefined) return null;
  const look = ({ align }: Column<Row>) =>
    `px-3 py-2.5 align-baseline first:pl-4 last:pr-4 pointer-fine:py-1.5 ${align === 'right' ? 'figures text-right' : ''}`;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-card bg-paper shadow-lift">
      <table className="w-full border-separate border-spacing-0 text-left text-16">
        <caption className={captionShown ? 'heading px-4 pt-3 text-left text-18' : 'sr-only'}>{caption}</caption>
        <thead className="text-14 text-muted">
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={`${look(column)} font-semibold whitespace-nowrap`}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&_td]:border-t [&_td]:border-line [&_th]:border-t [&_th]:border-line">
          {rows.map((row) => (
            <tr key={rowKey(row)} className="hover:bg-page">
              <th scope="row" className={`${look(first)} font-normal`}>
                {first.render(row)}
              </th>
              {others.map((column) => (
                <td key={column.key} className={look(column)}>
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
