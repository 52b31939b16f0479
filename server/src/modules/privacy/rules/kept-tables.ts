/** A table with rows about a person, and how they are found by the account. */
export interface KeptTable {
  /** Schema and table. */
  table: string;
  /** SQL condition; the row is `kept`, the account `$account`. */
  where: string;
  /** Columns that are left out: secrets that would let somebody in. What is sealed is given opened, or not at all. */
  omit: readonly string[];
}

const own = 'kept.account_id = $account';
const ofTicket = 'kept.ticket_id IN (SELECT id FROM tickets.tickets WHERE account_id = $account)';
const ofPayment = 'kept.payment_id IN (SELECT id FROM payments.payments WHERE account_id = $account)';
const ofOrder = 'kept.order_id IN (SELECT id FROM orders.orders WHERE account_id = $account)';

/** Everything that is kept of a person, in the order in which they get it. */
export const keptTables: readonly KeptTable[] = [
  {
    table: 'accounts.accounts',
    where: 'kept.id = $account',
    omit: ['email_key', 'name_words', 'password_hash', 'undo_token_hash'],
  },
  { table: 'accounts.logins', where: own, omit: [] },
  { table: 'accounts.known_devices', where: own, omit: ['token_hash'] },
  { table: 'accounts.passkeys', where: own, omit: ['public_key'] },
  { table: 'accounts.totp_factors', where: own, omit: [] },
  { table: 'accounts.recovery_codes', where: own, omit: ['code_hash'] },
  { table: 'accounts.password_resets', where: own, omit: ['token_hash'] },
  { table: 'accounts.staff_invitations', where: own, omit: ['token_hash', 'invited_by'] },
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
  { table: 'orders.cancelled_tickets', where: ofOrder, omit: [] },
  { table: 'orders.confirmations_asked_for', where: ofOrder, omit: [] },
  { table: 'orders.refund_run_orders', where: own, omit: [] },
  { table: 'payments.payments', where: own, omit: ['client_secret'] },
  { table: 'payments.refunds', where: ofPayment, omit: [] },
  { table: 'payments.provider_events', where: ofPayment, omit: [] },
  { table: 'accounting.documents', where: own, omit: [] },
  {
    table: 'accounting.document_lines',
    where: 'kept.document_id IN (SELECT id FROM accounting.documents WHERE account_id = $account)',
    omit: [],
  },
  { table: 'accounting.transactions', where: ofOrder, omit: ['written_by'] },
  {
    table: 'accounting.entries',
    where: `kept.transaction_id IN (SELECT booked.id FROM accounting.transactions AS booked
      JOIN orders.orders AS sold ON sold.id = booked.order_id WHERE sold.account_id = $account)`,
    omit: [],
  },
  {
    table: 'tickets.tickets',
    where: own,
    omit: ['pepper_id', 'fingerprint', 'holder_words'],
  },
  {
    table: 'tickets.transfers',
    where: '(kept.from_account = $account OR kept.to_account = $account)',
    omit: ['token_hash', 'mail_token_hash'],
  },
  { table: 'tickets.changes', where: ofTicket, omit: [] },
  { table: 'tickets.pdf_files', where: own, omit: ['file'] },
  { table: 'inventory.returned_places', where: ofTicket, omit: [] },
  {
    table: 'admissions.scans',
    where: ofTicket,
    omit: ['request_hash', 'controller_id', 'chain_hash'],
  },
  { table: 'privacy.exports', where: own, omit: [] },
];

/** Columns with an account's id whose rows are not handed out by them, and why. */
export const leftOutColumns: Readonly<Record<string, string>> = {
  'accounts.staff_invitations.invited_by': 'the work of staff for the organiser',
  'admissions.scans.controller_id': 'the work of a controller, which is about the tickets of others',
};

const opened = 'sealed: handed out opened, by a view of its module';
const staffWork = 'the work of staff for the organiser';
const catalogue = 'what is sold, and where';
const gates = 'how the gates are run';

/** Tables that are not handed out, and why. Every table stands here or above: a test goes through the schema. */
export const leftOutTables: Readonly<Record<string, string>> = {
  'accounting.buyers': opened,
  'accounting.sellers': 'who sells',
  'accounts.email_changes': opened,
  'accounts.registrations': opened,
  'accounts.login_challenges': 'lives five minutes, and is nothing but hashes of secrets',
  'accounts.passkey_challenges': 'lives five minutes, and is nothing but a hash',
  'accounts.refresh_tokens': 'nothing but hashes of secrets, of the logins that are handed out',
  'accounts.tries': 'hashes that name nobody, for a day',
  'admissions.chain_entries': gates,
  'admissions.chains': gates,
  'admissions.conflict_scans': gates,
  'admissions.conflicts': staffWork,
  'admissions.corrections': staffWork,
  'admissions.devices': gates,
  'admissions.gates': gates,
  'admissions.policies': gates,
  'admissions.postings': staffWork,
  'admissions.searches': staffWork,
  'admissions.shifts': staffWork,
  'audit.actor_keys': 'keys',
  'audit.entries': staffWork,
  'audit.head': 'the newest hash of the journal',
  'audit.signed_heads': 'hashes of the journal',
  'catalog.offers': catalogue,
  'catalog.session_categories': catalogue,
  'catalog.session_changes': catalogue,
  'catalog.session_edits': staffWork,
  'catalog.sessions': catalogue,
  'catalog.sports': catalogue,
  'catalog.tariffs': catalogue,
  'catalog.venues': catalogue,
  'inventory.inventory': catalogue,
  'invariants.checks': 'counts of what is wrong',
  'notices.mail_texts': staffWork,
  'orders.refund_requests': staffWork,
  'orders.refund_runs': staffWork,
  'platform.backups': 'when backups ended',
  'platform.call_counts': 'keyed hashes that name nobody, for a day at most',
  'platform.idempotent_replies': 'replies of the last day, which the data above says again',
  'platform.mailbox': 'mails to the caller, who has them; sealed',
  'platform.mailbox_attachments': 'the files of these mails; sealed',
  'reports.export_pieces': staffWork,
  'reports.exports': staffWork,
  'reports.sums': 'sums of the books, which name nobody',
  'reports.uncounted': 'numbers of events of the books',
  'settings.logo': staffWork,
  'settings.shop': staffWork,
  'tickets.signing_keys': 'keys of the shop',
};
