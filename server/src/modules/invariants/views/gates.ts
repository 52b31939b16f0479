import { sql } from 'kysely';
import type { Invariant } from './check.ts';

/** What counts of a scan: whoever really went through, unless it was taken back or came from a scanner of no more use. */
const counts = sql`scan.state = 'counted' AND scan.passed > 0`;

/** Gates: nobody is inside twice unless a supervisor was told, and tickets say what their scans add up to. */
export function gateInvariants(): Invariant[] {
  return [
    {
      name: 'inside-within-places',
      violations: sql`SELECT format('ticket %s: %s entries and %s exits for %s places, and no conflict', t.id, t.entries, t.exits,
            t.places) AS violation
        FROM tickets.tickets AS t
        WHERE NOT (t.entries - t.exits BETWEEN 0 AND t.places)
          AND NOT EXISTS (SELECT FROM admissions.conflicts AS c WHERE c.subject = t.id AND c.state IN ('open', 'resolved'))`,
    },
    {
      name: 'counts-are-scans',
      violations: sql`SELECT format('ticket %s: %s entries and %s exits, but its scans are %s and %s', t.id, t.entries, t.exits,
            coalesce(went.entries, 0), coalesce(went.exits, 0)) AS violation
        FROM tickets.tickets AS t
        FULL JOIN (SELECT scan.ticket_id AS id, sum(scan.passed) FILTER (WHERE scan.direction = 'in') AS entries,
                     sum(scan.passed) FILTER (WHERE scan.direction = 'out') AS exits
                   FROM admissions.scans AS scan WHERE ${counts} AND scan.ticket_id IS NOT NULL GROUP BY 1) AS went USING (id)
        WHERE (t.entries, t.exits) IS DISTINCT FROM (coalesce(went.entries, 0), coalesce(went.exits, 0))`,
    },
    {
      name: 'conflicts-are-marked',
      violations: sql`SELECT format('ticket %s: its mark is %s, and %s conflicts about it are open', t.id, t.conflict, count(c.id))
            AS violation
        FROM tickets.tickets AS t
        LEFT JOIN admissions.conflicts AS c ON c.subject = t.id AND c.state = 'open'
        GROUP BY t.id HAVING (t.conflict = 'open') <> (count(c.id) = 1) OR count(c.id) > 1`,
    },
    {
      name: 'corrections-are-marked',
      violations: sql`SELECT format('scan %s is %s, and %s', scan.id, scan.state,
            CASE WHEN c.scan_id IS NULL THEN 'no correction says so' ELSE 'a correction says ' || c.kind END) AS violation
        FROM admissions.scans AS scan FULL JOIN admissions.corrections AS c ON c.scan_id = scan.id
        WHERE (scan.state IN ('undone', 'voided') OR c.scan_id IS NOT NULL) AND scan.state IS DISTINCT FROM c.kind`,
    },
  ];
}
