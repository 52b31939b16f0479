import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { booksFile } from './ledger.ts';

/** Everything the bank knows, to be compared with what its merchant knows. */
export interface BankBooks {
  charges: {
    id: string;
    merchantReference: string;
    orderCode: string;
    amountCents: number;
    currency: string;
    status: string;
    lastRefusal: string | null;
    cardLastFour: string | null;
    /** Unix milliseconds; null when no money was taken. */
    capturedMs: number | null;
    refundedCents: number;
  }[];
  refunds: { merchantReference: string; chargeId: string; amountCents: number }[];
  events: { id: string; chargeId: string; kind: string; tries: number; deliveredMs: number | null }[];
}

type Row = Record<string, SQLOutputValue>;

/** Reads the whole books from an open database, in one go. */
export function exportBooks(db: DatabaseSync): BankBooks {
  const all = (sql: string): Row[] => db.prepare(sql).all();
  return {
    charges: all('SELECT * FROM charges ORDER BY created_ms, id').map((row) => ({
      id: String(row['id']),
      merchantReference: String(row['merchant_reference']),
      orderCode: String(row['order_code']),
      amountCents: Number(row['amount_cents']),
      currency: String(row['currency']),
      status: String(row['status']),
      lastRefusal: row['last_refusal'] === null ? null : String(row['last_refusal']),
      cardLastFour: row['card_last_four'] === null ? null : String(row['card_last_four']),
      capturedMs: row['captured_ms'] === null ? null : Number(row['captured_ms']),
      refundedCents: Number(row['refunded_cents']),
    })),
    refunds: all('SELECT * FROM refunds ORDER BY created_ms, merchant_reference').map((row) => ({
      merchantReference: String(row['merchant_reference']),
      chargeId: String(row['charge_id']),
      amountCents: Number(row['amount_cents']),
    })),
    events: all('SELECT * FROM events ORDER BY created_ms, id').map((row) => ({
      id: String(row['id']),
      chargeId: String(row['charge_id']),
      kind: String(row['kind']),
      tries: Number(row['tries']),
      deliveredMs: row['delivered_ms'] === null ? null : Number(row['delivered_ms']),
    })),
  };
}

/** Reads the books from a bank's folder, whether the bank is running or not. */
export function readBooks(folder: string): BankBooks {
  const db = new DatabaseSync(join(folder, booksFile), { readOnly: true });
  try {
    db.exec('BEGIN');
    return exportBooks(db);
  } finally {
    db.close();
  }
}
