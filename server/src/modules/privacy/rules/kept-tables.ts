/** A table with rows about a person, and how they are found by the account. */
export interface KeptTable {
  /** Schema and table. */
  table: string;
  /** SQL condition; the row is `kept`, the account `$account`. */
  where: string;
  /** Columns that are left out: secrets that would let somebody in, and what is sealed, which is given opened. */
  omit: readonly string[];
}

const own = 'kept.account_id = $account';
const ofOrder = 'kept.order_id IN (SELECT id FROM orders.orders WHERE account_id = $account)';

/** Everything that is kept of a person, in the order in which they get it. */
export const keptTables: readonly KeptTable[] = [
  {
    table: 'accounts.accounts',
    where: 'kept.id = $account',
    omit: [
      'email',
      'first_name',
      'last_name',
      'email_key',
      'password_hash',
      'user_key_sealed',
      'data_key_sealed',
      'email_sealed',
      'first_name_sealed',
      'last_name_sealed',
      'undo_token_hash',
    ],
  },
  { table: 'accounts.logins', where: own, omit: [] },
  { table: 'accounts.known_devices', where: own, omit: ['token_hash'] },
  { table: 'accounts.passkeys', where: own, omit: ['public_key'] },
  { table: 'accounts.totp_factors', where: own, omit: ['secret_sealed'] },
  { table: 'accounts.recovery_codes', where: own, omit: ['code_hash'] },
  { table: 'accounts.password_resets', where: own, omit: ['token_hash'] },
  { table: 'carts.carts', where: own, omit: [] },
  {
    table: 'carts.lines',
    where: 'kept.cart_id IN (SELECT id FROM carts.carts WHERE account_id = $account)',
    omit: [],
  },
  { table: 'inventory.holds', where: own, omit: [] },
  { table: 'orders.orders', where: own, omit: ['idempotency_key'] },
  { table: 'orders.lines', where: ofOrder, omit: [] },
  { table: 'orders.cancellations', where: own, omit: [] },
  { table: 'orders.refund_run_orders', where: own, omit: [] },
  { table: 'payments.payments', where: own, omit: ['client_secret'] },
  {
    table: 'payments.refunds',
    where: 'kept.payment_id IN (SELECT id FROM payments.payments WHERE account_id = $account)',
    omit: [],
  },
  { table: 'accounting.documents', where: own, omit: [] },
  {
    table: 'tickets.tickets',
    where: own,
    omit: ['ticket_key_sealed', 'pepper_id', 'fingerprint'],
  },
  {
    table: 'tickets.transfers',
    where: '(kept.from_account = $account OR kept.to_account = $account)',
    omit: ['token_hash', 'mail_token_hash'],
  },
  { table: 'tickets.pdf_files', where: own, omit: ['file'] },
  {
    table: 'admissions.scans',
    where: 'kept.ticket_id IN (SELECT id FROM tickets.tickets WHERE account_id = $account)',
    omit: ['request_hash', 'controller_id'],
  },
  { table: 'privacy.exports', where: own, omit: ['data_sealed'] },
];

/** Columns with an account's id whose rows are not handed out, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'accounts.email_changes.account_id': 'sealed: handed out opened, as changes of address',
  'accounts.registrations.account_id': 'sealed: handed out opened, as registrations',
  'accounts.login_challenges.account_id': 'lives five minutes, and is nothing but hashes of secrets',
  'accounts.passkey_challenges.account_id': 'lives five minutes, and is nothing but a hash',
  'admissions.scans.controller_id': 'the work of a controller, which is about the tickets of others',
  'orders.refund_runs.started_by': 'the work of an admin for the organiser',
};
