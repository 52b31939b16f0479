/**
 * By what each table grows, and which column says so: what docs/scaling.md stands on. `session` and `account` are what a distributed
 * database would split by; the rows of an order go with it, whose account is known.
 *
 * - bounded: does not grow with sales; `by` says with what
 * - expires: rows go after a while by themselves; `by` is what they are found by
 * - chain: one after the other for the whole shop, which no splitting helps
 */
export interface Growth {
  with: 'session' | 'account' | 'order' | 'expires' | 'bounded' | 'chain';
  by: string;
}

/** Every table of our schemas; a new one must be listed, so that somebody has thought of how it grows. */
export const growth: Readonly<Record<string, Growth>> = {
  'accounting.buyers': { with: 'order', by: 'id' },
  'accounting.document_lines': { with: 'order', by: 'document_id' },
  'accounting.documents': { with: 'order', by: 'order_id' },
  'accounting.entries': { with: 'order', by: 'transaction_id' },
  'accounting.sellers': { with: 'bounded', by: 'versions of the seller’s identity' },
  'accounting.transactions': { with: 'order', by: 'order_id' },
  'accounts.accounts': { with: 'account', by: 'id' },
  'accounts.email_changes': { with: 'expires', by: 'account_id' },
  'accounts.known_devices': { with: 'account', by: 'account_id' },
  'accounts.login_challenges': { with: 'expires', by: 'token_hash' },
  'accounts.logins': { with: 'account', by: 'account_id' },
  'accounts.passkey_challenges': { with: 'expires', by: 'challenge_hash' },
  'accounts.passkeys': { with: 'account', by: 'account_id' },
  'accounts.password_resets': { with: 'expires', by: 'account_id' },
  'accounts.recovery_codes': { with: 'account', by: 'account_id' },
  'accounts.refresh_tokens': { with: 'account', by: 'login_id' },
  'accounts.registrations': { with: 'expires', by: 'account_id' },
  'accounts.staff_invitations': { with: 'expires', by: 'account_id' },
  'accounts.totp_factors': { with: 'account', by: 'account_id' },
  'accounts.tries': { with: 'expires', by: 'subject' },
  'admissions.chain_entries': { with: 'session', by: 'scan_id' },
  'admissions.chains': { with: 'bounded', by: 'scanners' },
  'admissions.conflict_scans': { with: 'session', by: 'conflict_id' },
  'admissions.conflicts': { with: 'session', by: 'session_id' },
  'admissions.corrections': { with: 'session', by: 'session_id' },
  'admissions.devices': { with: 'bounded', by: 'scanners' },
  'admissions.gates': { with: 'session', by: 'session_id' },
  'admissions.policies': { with: 'session', by: 'session_id' },
  'admissions.postings': { with: 'bounded', by: 'controllers and their sessions' },
  'admissions.scans': { with: 'session', by: 'session_id' },
  'admissions.searches': { with: 'session', by: 'session_id' },
  'admissions.shifts': { with: 'bounded', by: 'logins of controllers' },
  'audit.actor_keys': { with: 'bounded', by: 'staff' },
  'audit.entries': { with: 'chain', by: 'number' },
  'audit.head': { with: 'bounded', by: 'one row' },
  'audit.signed_heads': { with: 'chain', by: 'number' },
  'carts.carts': { with: 'expires', by: 'account_id' },
  'carts.lines': { with: 'expires', by: 'cart_id' },
  'catalog.offers': { with: 'bounded', by: 'the catalogue' },
  'catalog.session_categories': { with: 'session', by: 'session_id' },
  'catalog.session_changes': { with: 'session', by: 'session_id' },
  'catalog.session_edits': { with: 'session', by: 'session_id' },
  'catalog.sessions': { with: 'session', by: 'id' },
  'catalog.sports': { with: 'bounded', by: 'the catalogue' },
  'catalog.tariffs': { with: 'session', by: 'session_id' },
  'catalog.venues': { with: 'bounded', by: 'the catalogue' },
  'invariants.checks': { with: 'bounded', by: 'promises' },
  'inventory.holds': { with: 'session', by: 'session_id' },
  'inventory.inventory': { with: 'session', by: 'session_id' },
  'inventory.returned_places': { with: 'session', by: 'session_id' },
  'notices.mail_texts': { with: 'bounded', by: 'kinds of mails' },
  'orders.cancellations': { with: 'order', by: 'order_id' },
  'orders.cancelled_tickets': { with: 'order', by: 'order_id' },
  'orders.confirmations_asked_for': { with: 'expires', by: 'order_id' },
  'orders.lines': { with: 'order', by: 'order_id' },
  'orders.orders': { with: 'account', by: 'account_id' },
  'orders.refund_requests': { with: 'order', by: 'order_id' },
  'orders.refund_run_orders': { with: 'order', by: 'order_id' },
  'orders.refund_runs': { with: 'session', by: 'session_id' },
  'payments.payments': { with: 'order', by: 'order_id' },
  'payments.provider_events': { with: 'order', by: 'payment_id' },
  'payments.refunds': { with: 'order', by: 'payment_id' },
  'platform.backups': { with: 'bounded', by: 'ways to make backups' },
  'platform.call_counts': { with: 'expires', by: 'key' },
  'platform.idempotent_replies': { with: 'expires', by: 'scope' },
  'platform.mailbox': { with: 'expires', by: 'id' },
  'platform.mailbox_attachments': { with: 'expires', by: 'mail_id' },
  'privacy.exports': { with: 'expires', by: 'account_id' },
  'reports.export_pieces': { with: 'expires', by: 'export_id' },
  'reports.exports': { with: 'expires', by: 'account_id' },
  'reports.sums': { with: 'bounded', by: 'hours, offers, sports and venues with sales' },
  'reports.uncounted': { with: 'expires', by: 'transaction_id' },
  'settings.logo': { with: 'bounded', by: 'one row' },
  'settings.shop': { with: 'bounded', by: 'one row' },
  'tickets.changes': { with: 'session', by: 'session_id' },
  'tickets.pdf_files': { with: 'expires', by: 'order_id' },
  'tickets.signing_keys': { with: 'bounded', by: 'competition days' },
  'tickets.tickets': { with: 'session', by: 'session_id' },
  'tickets.transfers': { with: 'session', by: 'ticket_id' },
};

/** The tables of schema.sql with their columns. */
function tablesOf(schema: string): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  for (const [, name = '', body = ''] of schema.matchAll(/^CREATE TABLE (\S+) \(\n([\s\S]*?)^\)/gm)) {
    tables.set(name, new Set([...body.matchAll(/^ {2}"?([a-z_]+)"? [a-z]/gm)].map(([, column = '']) => column)));
  }
  return tables;
}

/** Tables that are not listed, or are by a column that they do not have. Returns sentences. */
export function growthFaults(schema: string, listed: Readonly<Record<string, Growth>> = growth): string[] {
  const tables = tablesOf(schema);
  const faults = [...tables.keys()]
    .filter((name) => listed[name] === undefined)
    .map((name) => `${name} is new: say in tools/checks/growth.ts by what it grows`);
  for (const [name, { with: kind, by }] of Object.entries(listed)) {
    const columns = tables.get(name);
    if (columns === undefined) faults.push(`${name} is listed in tools/checks/growth.ts and does not exist`);
    else if (kind !== 'bounded' && !columns.has(by)) faults.push(`${name} has no column ${by} to grow by`);
  }
  return faults;
}
