import { sql } from 'kysely';
import type { Invariant } from './check.ts';

/** Deposits follow from the others, because the entries of an order sum to zero. */
const ledgerIsOrdersState: Invariant = {
  name: 'ledger-is-orders-state',
  violations: sql`
        WITH booked AS (
          SELECT t.order_id,
            coalesce(sum(e.amount_cents) FILTER (WHERE e.account = 'provider_clearing'), 0) AS cash,
            -coalesce(sum(e.amount_cents) FILTER (WHERE e.account IN ('revenue', 'vat_payable')), 0) AS sold,
            -coalesce(sum(e.amount_cents) FILTER (WHERE e.account = 'vat_payable'), 0) AS vat
          FROM accounting.transactions AS t JOIN accounting.entries AS e ON e.transaction_id = t.id GROUP BY t.order_id
        ), paid AS (
          SELECT p.order_id, sum(p.amount_cents) - coalesce(sum(r.cents), 0) AS cash
          FROM payments.payments AS p
          LEFT JOIN (SELECT payment_id, sum(amount_cents) AS cents FROM payments.refunds
                     WHERE status = 'succeeded' GROUP BY 1) AS r ON r.payment_id = p.id
          WHERE p.succeeded_at IS NOT NULL GROUP BY p.order_id
        ), live AS (
          SELECT order_id, sum(cents) AS sold,
            -- the VAT contained in what is left of each line, rounded half up
            sum(div(2 * cents * rate + 10000 + rate, 2 * (10000 + rate))) AS vat
          FROM (
            SELECT l.order_id, l.vat_basis_points::numeric AS rate, sum(l.unit_price_cents)::numeric AS cents
            FROM tickets.tickets AS t JOIN orders.lines AS l ON l.order_id = t.order_id AND l.position = t.order_line
            WHERE t.status NOT IN ('cancelled', 'refunded') GROUP BY l.order_id, l.position, l.vat_basis_points
          ) AS lines
          GROUP BY order_id
        )
        SELECT format('order %s: the books say cash %s, sold %s, VAT %s; it says %s, %s and %s', order_id,
            coalesce(booked.cash, 0), coalesce(booked.sold, 0), coalesce(booked.vat, 0),
            coalesce(paid.cash, 0), coalesce(live.sold, 0), coalesce(live.vat, 0)) AS violation
        FROM booked FULL JOIN paid USING (order_id) FULL JOIN live USING (order_id)
        WHERE coalesce(booked.cash, 0) <> coalesce(paid.cash, 0) OR coalesce(booked.sold, 0) <> coalesce(live.sold, 0)
          OR coalesce(booked.vat, 0) <> coalesce(live.vat, 0)`,
};

/** The books: they balance, they say of each order what the order says, and no number is missing. */
export function bookInvariants(): Invariant[] {
  return [...ledger(), ledgerIsOrdersState, ...documents()];
}

function ledger(): Invariant[] {
  return [
    {
      name: 'ledger-balances',
      violations: sql`SELECT format('%s: its entries sum to %s cents', subject, cents) AS violation
        FROM (
          SELECT 'transaction ' || transaction_id AS subject, sum(amount_cents) AS cents FROM accounting.entries
          GROUP BY transaction_id
          UNION ALL
          SELECT 'order ' || t.order_id, sum(e.amount_cents)
          FROM accounting.entries AS e JOIN accounting.transactions AS t ON t.id = e.transaction_id GROUP BY t.order_id
          UNION ALL
          SELECT 'the ledger', sum(amount_cents) FROM accounting.entries
        ) AS sums
        WHERE cents <> 0`,
    },
  ];
}

function documents(): Invariant[] {
  return [
    {
      name: 'documents-are-the-ledger',
      violations: sql`
        WITH booked AS (
          SELECT t.id, t.order_id, t.kind,
            abs(coalesce(sum(e.amount_cents) FILTER (WHERE e.account IN ('revenue', 'vat_payable')), 0)) AS cents,
            abs(coalesce(sum(e.amount_cents) FILTER (WHERE e.account = 'vat_payable'), 0)) AS vat
          FROM accounting.transactions AS t LEFT JOIN accounting.entries AS e ON e.transaction_id = t.id
          WHERE t.kind IN ('sale', 'cancellation') GROUP BY t.id
        )
        SELECT format('order %s: a %s of %s cents with %s of VAT is booked, its document says %s and %s', booked.order_id,
            booked.kind, booked.cents, booked.vat, coalesce(sum(l.amount_cents), 0), coalesce(sum(l.vat_cents), 0)) AS violation
        FROM booked
        LEFT JOIN accounting.documents AS d ON d.transaction_id = booked.id
        LEFT JOIN accounting.document_lines AS l ON l.document_id = d.id
        GROUP BY booked.id, booked.order_id, booked.kind, booked.cents, booked.vat, d.id
        HAVING d.id IS NULL OR (d.kind = 'invoice') <> (booked.kind = 'sale')
          OR booked.cents <> coalesce(sum(l.amount_cents), 0) OR booked.vat <> coalesce(sum(l.vat_cents), 0)
          OR d.total_cents <> coalesce(sum(l.amount_cents), 0) OR d.vat_cents <> coalesce(sum(l.vat_cents), 0)`,
    },
    {
      name: 'sold-orders-are-booked',
      violations: sql`SELECT format('order %s: paid, but not in the books as sold', o.code) AS violation
        FROM orders.orders AS o
        WHERE o.paid_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM accounting.transactions AS t WHERE t.kind = 'sale' AND t.reference = o.id::text)`,
    },
    {
      name: 'numbers-without-gap',
      violations: sql`SELECT format('%ss of %s: %s numbers up to %s', kind, year, count(*), max(sequence)) AS violation
        FROM accounting.documents WHERE sequence IS NOT NULL GROUP BY kind, year
        HAVING count(DISTINCT sequence) <> max(sequence) OR count(*) <> max(sequence) OR min(sequence) <> 1`,
    },
    {
      name: 'numbers-in-order-of-issue',
      violations: sql`SELECT format('%s %s/%s was issued before the number below it', kind, year, sequence) AS violation
        FROM (
          SELECT kind, year, sequence, issued_at, lag(issued_at) OVER (PARTITION BY kind ORDER BY year, sequence) AS below
          FROM accounting.documents WHERE sequence IS NOT NULL
        ) AS numbered
        WHERE issued_at < below`,
    },
  ];
}
