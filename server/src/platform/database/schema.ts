// The tables as Kysely sees them. Written by `npm run schema`; do not edit.

import type { ColumnType, GeneratedAlways } from 'kysely';

export type Json = ColumnType<unknown, string, string>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
export type Generated<T> =
  T extends ColumnType<infer Select, infer Insert, infer Update>
    ? ColumnType<Select, Insert | undefined, Update>
    : ColumnType<T, T | undefined, T>;

export interface AccountingBuyers {
  id: string;
  key_sealed: string;
  buyer_sealed: string;
}

export interface AccountingDocumentLines {
  document_id: string;
  position: number;
  session_code: string;
  title: string;
  starts_at: Timestamp;
  timezone: string;
  venue: string;
  category: string;
  offer_name: string;
  places_each: number;
  quantity: number;
  unit_price_cents: number;
  amount_cents: number;
  vat_basis_points: number;
  vat_cents: number;
}

export interface AccountingDocuments {
  id: string;
  transaction_id: number;
  kind: 'invoice' | 'credit_note';
  invoice_id: string | null;
  order_id: string;
  order_code: string;
  account_id: string;
  locale: 'fr' | 'en';
  terms_version: string;
  ordered_at: Timestamp;
  event_at: Generated<Timestamp>;
  reason: 'buyer' | 'admin' | 'organiser' | null;
  total_cents: number;
  vat_cents: number;
  year: number | null;
  sequence: number | null;
  issued_at: Timestamp | null;
  seller_id: number | null;
}

export interface AccountingEntries {
  transaction_id: number;
  position: number;
  account: 'provider_clearing' | 'buyer_deposits' | 'revenue' | 'vat_payable';
  provider: string | null;
  vat_basis_points: number | null;
  amount_cents: number;
}

export interface AccountingSellers {
  id: GeneratedAlways<number>;
  name: string;
  address: string;
  registration: string;
  vat_number: string;
  email: string;
  is_demo: boolean;
}

export interface AccountingTransactions {
  id: GeneratedAlways<number>;
  kind: 'capture' | 'sale' | 'cancellation' | 'refund';
  reference: string;
  order_id: string;
  booked_at: Generated<Timestamp>;
  written_by: Generated<string>;
}

export interface AccountsAccounts {
  id: string;
  email_key: string;
  password_hash: string;
  locale: 'fr' | 'en';
  role: Generated<'customer' | 'controller' | 'admin'>;
  status: Generated<'unactivated' | 'active' | 'disabled' | 'closed' | 'erased'>;
  user_key_sealed: string;
  terms_version: string;
  terms_accepted_at: Generated<Timestamp>;
  created_at: Generated<Timestamp>;
  activated_at: Timestamp | null;
  profile_version: Generated<number>;
  token_version: Generated<number>;
  data_key_sealed: string | null;
  email_sealed: string | null;
  first_name_sealed: string | null;
  last_name_sealed: string | null;
  erase_after: Timestamp | null;
  erased_at: Timestamp | null;
  undo_token_hash: Buffer | null;
  warned_at: Timestamp | null;
  seen_at: Generated<Timestamp>;
  name_words: string[] | null;
}

export interface AccountsEmailChanges {
  id: string;
  account_id: string;
  new_email_key: string;
  created_at: Generated<Timestamp>;
  old_token_hash: Buffer | null;
  new_token_hash: Buffer | null;
  old_confirmed_at: Timestamp | null;
  new_confirmed_at: Timestamp | null;
  done_at: Timestamp | null;
  expires_at: Timestamp;
  old_email_sealed: string;
  new_email_sealed: string;
}

export interface AccountsKnownDevices {
  account_id: string;
  token_hash: Buffer;
  first_seen_at: Generated<Timestamp>;
  last_seen_at: Generated<Timestamp>;
}

export interface AccountsLoginChallenges {
  token_hash: Buffer;
  account_id: string;
  password_hash: string;
  user_agent: string | null;
  expires_at: Timestamp;
}

export interface AccountsLogins {
  id: string;
  account_id: string;
  user_agent: string | null;
  created_at: Generated<Timestamp>;
  last_used_at: Generated<Timestamp>;
  expires_at: Timestamp;
  ended_at: Timestamp | null;
  ended_because:
    | 'logout'
    | 'logout_all'
    | 'ended_by_owner'
    | 'token_reuse'
    | 'password_changed'
    | 'password_reset'
    | 'disabled'
    | 'factors_reset'
    | 'closed'
    | 'ended_by_admin'
    | null;
  second_factor_at: Timestamp | null;
  step_up_at: Timestamp | null;
  browser: string | null;
  system: string | null;
}

export interface AccountsPasskeyChallenges {
  challenge_hash: Buffer;
  purpose: 'register' | 'login' | 'second_factor' | 'step_up';
  account_id: string | null;
  login_id: string | null;
  expires_at: Timestamp;
}

export interface AccountsPasskeys {
  id: string;
  account_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  backed_up: boolean;
  created_at: Generated<Timestamp>;
  last_used_at: Timestamp | null;
  name_sealed: string;
}

export interface AccountsPasswordResets {
  id: string;
  account_id: string;
  created_at: Generated<Timestamp>;
  token_hash: Buffer | null;
  expires_at: Timestamp;
}

export interface AccountsRecoveryCodes {
  account_id: string;
  code_hash: Buffer;
  used_at: Timestamp | null;
}

export interface AccountsRefreshTokens {
  token_hash: Buffer;
  login_id: string;
  created_at: Generated<Timestamp>;
  used_at: Timestamp | null;
}

export interface AccountsRegistrations {
  id: string;
  account_id: string;
  password_hash: string;
  locale: 'fr' | 'en';
  terms_version: string;
  created_at: Generated<Timestamp>;
  token_hash: Buffer | null;
  expires_at: Timestamp;
  first_name_sealed: string;
  last_name_sealed: string;
}

export interface AccountsStaffInvitations {
  id: string;
  account_id: string;
  role: 'controller' | 'admin';
  invited_by: string;
  created_at: Generated<Timestamp>;
  token_hash: Buffer | null;
  expires_at: Timestamp;
}

export interface AccountsTotpFactors {
  id: string;
  account_id: string;
  login_id: string | null;
  secret_sealed: string;
  created_at: Generated<Timestamp>;
  confirmed_at: Timestamp | null;
  last_step: Generated<number>;
}

export interface AccountsTries {
  kind: string;
  subject: Buffer;
  tried_at: Date[];
  expires_at: Timestamp;
}

export interface AdmissionsChainEntries {
  device_id: string;
  position: number;
  hash: Buffer;
  scan_id: string;
  outcome: 'recorded' | 'known' | 'conflict' | 'quarantined' | 'rejected';
}

export interface AdmissionsChains {
  device_id: string;
  length: Generated<number>;
  head: Buffer | null;
  latest_at: Timestamp | null;
}

export interface AdmissionsConflictScans {
  conflict_id: string;
  scan_id: string;
}

export interface AdmissionsConflicts {
  id: string;
  session_id: number;
  subject: string;
  ticket_id: string | null;
  kind: 'entered_twice' | 'entered_without_right' | 'left_without_entry' | 'quarantine';
  state: Generated<'open' | 'resolved' | 'withdrawn'>;
  opened_at: Generated<Timestamp>;
  decision: 'both_stay' | 'one_person' | 'wrong_person_inside' | 'dismissed' | null;
  reason: string | null;
  resolved_by: string | null;
  resolved_at: Timestamp | null;
  settled_most: number | null;
  settled_least: number | null;
}

export interface AdmissionsCorrections {
  scan_id: string;
  session_id: number;
  kind: 'undone' | 'voided';
  places: number;
  reason: string;
  account_id: string;
  made_at: Generated<Timestamp>;
}

export interface AdmissionsDevices {
  id: string;
  name: string;
  session_ids: number[] | null;
  gate: string | null;
  ends_at: Timestamp;
  invitation_hash: Buffer | null;
  invitation_expires_at: Timestamp;
  public_key: Buffer | null;
  enrolled_at: Timestamp | null;
  revoked_at: Timestamp | null;
  last_seen_at: Timestamp | null;
  waiting_scans: number | null;
  created_at: Generated<Timestamp>;
}

export interface AdmissionsGates {
  session_id: number;
  code: string;
}

export interface AdmissionsPolicies {
  session_id: number;
  opens_at: Timestamp | null;
  closes_at: Timestamp | null;
  reentry: Generated<boolean>;
}

export interface AdmissionsPostings {
  id: Generated<string>;
  controller_id: string;
  session_id: number | null;
  gate: string | null;
  supervisor: Generated<boolean>;
  created_at: Generated<Timestamp>;
}

export interface AdmissionsScans {
  id: string;
  request_hash: Buffer;
  session_id: number;
  gate: string;
  controller_id: string;
  ticket_id: string | null;
  direction: 'in' | 'out';
  verdict: 'admitted' | 'refused' | 'check';
  reason: string;
  places: number;
  result: Json;
  scanned_at: Timestamp;
  received_at: Generated<Timestamp>;
  device_id: string | null;
  offline: Generated<boolean>;
  pack_sequence: number | null;
  chain_hash: Buffer | null;
  local_verdict: 'admitted' | 'refused' | 'check' | null;
  local_reason: string | null;
  local_places: number | null;
  found: string | null;
  state: Generated<'counted' | 'undone' | 'voided' | 'quarantined'>;
  happened_at: Generated<Timestamp>;
  passed: Generated<number>;
}

export interface AdmissionsSearches {
  id: Generated<string>;
  session_id: number;
  controller_id: string;
  device_id: string | null;
  by: 'order' | 'holder';
  ticket_ids: string[];
  searched_at: Generated<Timestamp>;
}

export interface AdmissionsShifts {
  login_id: string;
  device_id: string;
  controller_id: string;
  began_at: Generated<Timestamp>;
  ended_at: Timestamp | null;
}

export interface AuditActorKeys {
  actor_id: string;
  key_sealed: string;
}

export interface AuditEntries {
  number: number;
  at: Timestamp;
  actor_id: string | null;
  actor_role: 'customer' | 'controller' | 'admin' | 'operator' | 'system';
  action: string;
  subject_kind: string;
  subject_id: string;
  details: string;
  private_sealed: string | null;
  request_id: string | null;
  hash: Buffer;
}

export interface AuditHead {
  singleton: Generated<boolean>;
  number: number;
  hash: Buffer;
}

export interface AuditSignedHeads {
  number: number;
  hash: Buffer;
  signed_at: Timestamp;
  kid: number;
  signature: Buffer;
}

export interface CartsCarts {
  id: string;
  account_id: string | null;
  guest_token_hash: Buffer | null;
  hold_started_at: Timestamp | null;
  hold_expires_at: Timestamp | null;
  hold_extended: Generated<boolean>;
  created_at: Generated<Timestamp>;
}

export interface CartsLines {
  cart_id: string;
  id: string;
  session_id: number;
  category: string;
  offer: string;
  quantity: number;
  places_each: number;
  unit_price_cents: number;
  hold_id: string;
  created_at: Generated<Timestamp>;
}

export interface CatalogOffers {
  code: string;
  name_fr: string;
  name_en: string;
  description_fr: string;
  description_en: string;
  places: number;
  discount_percent: number;
  position: number;
  version: Generated<number>;
}

export interface CatalogSessionCategories {
  session_id: number;
  category: string;
  audience: Generated<'standard' | 'wheelchair'>;
  price_per_place_cents: number;
  position: number;
  companion: Generated<boolean>;
}

export interface CatalogSessionChanges {
  id: string;
  session_id: number;
  kind: 'cancelled' | 'moved';
  reason_fr: string;
  reason_en: string;
  previous_starts_at: Timestamp;
  new_starts_at: Timestamp | null;
  refund_until: Timestamp | null;
  sales_close_at: Timestamp | null;
  created_at: Generated<Timestamp>;
}

export interface CatalogSessionEdits {
  session_id: number;
  version: number;
  account_id: string;
  fields: string[];
  created_at: Generated<Timestamp>;
}

export interface CatalogSessions {
  id: GeneratedAlways<number>;
  code: string;
  sport: string;
  venue: string;
  title_fr: string;
  title_en: string;
  description_fr: string;
  description_en: string;
  search_text: string;
  starts_at: Timestamp;
  ends_at: Timestamp;
  doors_at: Timestamp;
  timezone: string;
  capacity: number | null;
  medal: boolean;
  status: Generated<'draft' | 'published' | 'withdrawn' | 'cancelled'>;
  places_per_account: Generated<number>;
  vat_basis_points: Generated<number>;
  sales_open_at: Timestamp | null;
  sales_close_at: Timestamp | null;
  allowed_kinds: Generated<number>;
  codes_released_at: Timestamp | null;
  cancellable_until: Timestamp | null;
  version: Generated<number>;
}

export interface CatalogSports {
  code: string;
  name_fr: string;
  name_en: string;
  version: Generated<number>;
}

export interface CatalogTariffs {
  session_id: number;
  category: string;
  offer: string;
  price_cents: number | null;
}

export interface CatalogVenues {
  code: string;
  name: string;
  name_en: string | null;
  city: string;
  capacity: number | null;
  latitude: number | null;
  longitude: number | null;
  version: Generated<number>;
}

export interface InvariantsChecks {
  name: string;
  checked_at: Timestamp;
  duration_ms: number;
  violation: string | null;
  broken_since: Timestamp | null;
}

export interface InventoryHolds {
  session_id: number;
  id: string;
  category: string;
  places: number;
  state: Generated<'live' | 'claimed' | 'sold' | 'freed'>;
  cart_id: string;
  account_id: string | null;
  order_id: string | null;
  expires_at: Timestamp;
  limit_per_session: number;
  limit_per_account: number;
  created_at: Generated<Timestamp>;
}

export interface InventoryInventory {
  session_id: number;
  category: string;
  capacity: number;
  taken: Generated<number>;
}

export interface InventoryReturnedPlaces {
  ticket_id: string;
  session_id: number;
  hold_id: string;
  places: number;
  returned_at: Generated<Timestamp>;
}

export interface NoticesMailTexts {
  kind: string;
  version: Generated<number>;
  words: Json | null;
  changed_at: Timestamp | null;
  changed_by: string | null;
}

export interface OrdersCancellations {
  id: string;
  order_id: string;
  decided_by: 'buyer' | 'admin' | 'organiser';
  account_id: string;
  run_id: string | null;
  reason: string | null;
  amount_cents: number;
  refund_id: string | null;
  created_at: Generated<Timestamp>;
}

export interface OrdersCancelledTickets {
  ticket_id: string;
  cancellation_id: string;
  order_id: string;
  position: number;
  amount_cents: number;
}

export interface OrdersConfirmationsAskedFor {
  id: GeneratedAlways<number>;
  order_id: string;
  asked_at: Generated<Timestamp>;
}

export interface OrdersLines {
  order_id: string;
  position: number;
  session_id: number;
  category: string;
  offer: string;
  quantity: number;
  places_each: number;
  unit_price_cents: number;
  amount_cents: number;
  vat_basis_points: number;
  hold_id: string;
}

export interface OrdersOrders {
  id: string;
  code: string;
  account_id: string;
  status: Generated<'pending' | 'paid' | 'partially_refunded' | 'refunded' | 'expired' | 'cancelled'>;
  total_cents: number;
  currency: 'EUR';
  idempotency_key: string;
  cart_id: string;
  terms_version: string;
  expires_at: Timestamp;
  created_at: Generated<Timestamp>;
  paid_at: Timestamp | null;
  expired_at: Timestamp | null;
  cancelled_at: Timestamp | null;
  mailed_at: Timestamp | null;
}

export interface OrdersRefundRequests {
  id: string;
  order_id: string;
  ticket_ids: string[];
  amount_cents: number;
  reason: string;
  status: Generated<'waiting' | 'approved' | 'declined' | 'outdated'>;
  asked_by: string;
  asked_at: Generated<Timestamp>;
  decided_by: string | null;
  decided_at: Timestamp | null;
}

export interface OrdersRefundRunOrders {
  run_id: string;
  order_id: string;
  account_id: string;
  status: Generated<'waiting' | 'done' | 'failed'>;
  tickets: Generated<number>;
  amount_cents: Generated<number>;
  failure: string | null;
  done_at: Timestamp | null;
}

export interface OrdersRefundRuns {
  id: string;
  session_id: number;
  change_id: string;
  kind: 'cancelled' | 'moved';
  status: Generated<'running' | 'stopped' | 'done'>;
  started_by: string;
  created_at: Generated<Timestamp>;
  worked_at: Generated<Timestamp>;
  finished_at: Timestamp | null;
}

export interface PaymentsPayments {
  id: string;
  order_id: string;
  order_code: string;
  account_id: string;
  provider: string;
  provider_payment_id: string | null;
  client_secret: string | null;
  amount_cents: number;
  currency: 'EUR';
  status: Generated<'requires_payment' | 'processing' | 'requires_action' | 'succeeded' | 'failed' | 'refunded'>;
  reason:
    | 'card_declined'
    | 'insufficient_funds'
    | 'expired_card'
    | 'unknown_test_card'
    | 'authentication_failed'
    | 'authentication_abandoned'
    | 'order_expired'
    | null;
  expires_at: Timestamp;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  checked_at: Timestamp | null;
  succeeded_at: Timestamp | null;
  settled_at: Timestamp | null;
  refunded_cents: Generated<number>;
  checkout_url: string | null;
  publishable_key: string | null;
}

export interface PaymentsProviderEvents {
  provider: string;
  event_id: string;
  payment_id: string;
  kind: string;
  received_at: Generated<Timestamp>;
}

export interface PaymentsRefunds {
  id: string;
  payment_id: string;
  amount_cents: number;
  reason: string;
  status: Generated<'requested' | 'succeeded' | 'failed'>;
  created_at: Generated<Timestamp>;
  succeeded_at: Timestamp | null;
  send_as: Generated<string>;
  failed_at: Timestamp | null;
  failure: string | null;
}

export interface PlatformBackups {
  made_by: string;
  ended_at: Timestamp;
}

export interface PlatformCallCounts {
  key: string;
  calls: number;
  ends_at: Timestamp;
}

export interface PlatformIdempotentReplies {
  scope: string;
  key: string;
  request_hash: Buffer;
  status: number | null;
  content_type: string | null;
  body: Buffer | null;
  started_at: Generated<Timestamp>;
  finished_at: Timestamp | null;
}

export interface PlatformMailbox {
  id: GeneratedAlways<number>;
  sent_at: Generated<Timestamp>;
  mail_id: Generated<string>;
  key_sealed: string;
  recipient_index: string;
  mail_sealed: string;
}

export interface PlatformMailboxAttachments {
  mail_id: number;
  position: number;
  name: string;
  content_type: string;
  content_sealed: Buffer;
}

export interface PrivacyExports {
  id: string;
  account_id: string;
  status: Generated<'waiting' | 'ready' | 'failed'>;
  done: Generated<number>;
  total: number;
  data_sealed: string | null;
  created_at: Generated<Timestamp>;
  expires_at: Generated<Timestamp>;
}

export interface ReportsExportPieces {
  export_id: string;
  number: number;
  bytes: Buffer;
}

export interface ReportsExports {
  id: string;
  account_id: string;
  kind: 'orders' | 'tickets' | 'sales' | 'refunds' | 'entries';
  format: 'csv' | 'xlsx';
  first_day: string;
  last_day: string;
  status: Generated<'waiting' | 'ready' | 'failed'>;
  done: Generated<number>;
  total: number | null;
  size_bytes: Generated<number>;
  maker: string | null;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
}

export interface ReportsSums {
  dimension: 'offer' | 'session' | 'category' | 'channel' | 'reason' | 'vat' | 'money';
  grain: 'quarter' | 'day' | 'month' | 'year';
  starts_at: Timestamp;
  key: string;
  sold_units: Generated<number>;
  sold_places: Generated<number>;
  sold_cents: Generated<number>;
  sold_vat_cents: Generated<number>;
  returned_units: Generated<number>;
  returned_places: Generated<number>;
  returned_cents: Generated<number>;
  returned_vat_cents: Generated<number>;
}

export interface ReportsUncounted {
  transaction_id: number;
}

export interface SettingsLogo {
  singleton: Generated<boolean>;
  hash: string;
  png: Buffer;
  width: number;
  height: number;
  changed_at: Generated<Timestamp>;
  changed_by: string;
}

export interface SettingsShop {
  singleton: Generated<boolean>;
  version: Generated<number>;
  content: Generated<Json>;
  changed_at: Generated<Timestamp>;
  changed_by: string | null;
}

export interface TicketsChanges {
  session_id: number;
  number: number;
  ticket_id: string;
  changed_at: Generated<Timestamp>;
}

export interface TicketsPdfFiles {
  id: string;
  order_id: string;
  account_id: string;
  format: 'a4' | 'phone';
  locale: 'fr' | 'en';
  done: Generated<number>;
  total: number;
  status: Generated<'waiting' | 'working' | 'ready' | 'failed'>;
  file: Buffer | null;
  created_at: Generated<Timestamp>;
  expires_at: Generated<Timestamp>;
}

export interface TicketsSigningKeys {
  kid: number;
  state: 'active' | 'tainted' | 'retired';
  since: Generated<Timestamp>;
}

export interface TicketsTickets {
  id: string;
  session_id: number;
  order_id: string;
  order_line: number;
  unit: number;
  account_id: string;
  category: string;
  offer: string;
  places: number;
  status: Generated<'valid' | 'used' | 'cancelled' | 'refunded' | 'blocked' | 'transferred'>;
  generation: Generated<number>;
  ticket_key_sealed: string;
  pepper_id: number;
  fingerprint: Buffer;
  entries: Generated<number>;
  exits: Generated<number>;
  first_entry_at: Timestamp | null;
  first_entry_gate: string | null;
  issued_at: Generated<Timestamp>;
  allowed_kinds: Generated<number>;
  holders_sealed: string | null;
  conflict: Generated<'none' | 'open' | 'settled'>;
  holder_words: string[] | null;
}

export interface TicketsTransfers {
  id: string;
  ticket_id: string;
  from_account: string;
  to_account: string | null;
  token_hash: Buffer;
  mail_token_hash: Buffer | null;
  locale: 'fr' | 'en';
  status: Generated<'offered' | 'accepted' | 'revoked' | 'expired'>;
  from_generation: number;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  accepted_at: Timestamp | null;
  receiver_email_sealed: string | null;
}

export interface DB {
  'accounting.buyers': AccountingBuyers;
  'accounting.document_lines': AccountingDocumentLines;
  'accounting.documents': AccountingDocuments;
  'accounting.entries': AccountingEntries;
  'accounting.sellers': AccountingSellers;
  'accounting.transactions': AccountingTransactions;
  'accounts.accounts': AccountsAccounts;
  'accounts.email_changes': AccountsEmailChanges;
  'accounts.known_devices': AccountsKnownDevices;
  'accounts.login_challenges': AccountsLoginChallenges;
  'accounts.logins': AccountsLogins;
  'accounts.passkey_challenges': AccountsPasskeyChallenges;
  'accounts.passkeys': AccountsPasskeys;
  'accounts.password_resets': AccountsPasswordResets;
  'accounts.recovery_codes': AccountsRecoveryCodes;
  'accounts.refresh_tokens': AccountsRefreshTokens;
  'accounts.registrations': AccountsRegistrations;
  'accounts.staff_invitations': AccountsStaffInvitations;
  'accounts.totp_factors': AccountsTotpFactors;
  'accounts.tries': AccountsTries;
  'admissions.chain_entries': AdmissionsChainEntries;
  'admissions.chains': AdmissionsChains;
  'admissions.conflict_scans': AdmissionsConflictScans;
  'admissions.conflicts': AdmissionsConflicts;
  'admissions.corrections': AdmissionsCorrections;
  'admissions.devices': AdmissionsDevices;
  'admissions.gates': AdmissionsGates;
  'admissions.policies': AdmissionsPolicies;
  'admissions.postings': AdmissionsPostings;
  'admissions.scans': AdmissionsScans;
  'admissions.searches': AdmissionsSearches;
  'admissions.shifts': AdmissionsShifts;
  'audit.actor_keys': AuditActorKeys;
  'audit.entries': AuditEntries;
  'audit.head': AuditHead;
  'audit.signed_heads': AuditSignedHeads;
  'carts.carts': CartsCarts;
  'carts.lines': CartsLines;
  'catalog.offers': CatalogOffers;
  'catalog.session_categories': CatalogSessionCategories;
  'catalog.session_changes': CatalogSessionChanges;
  'catalog.session_edits': CatalogSessionEdits;
  'catalog.sessions': CatalogSessions;
  'catalog.sports': CatalogSports;
  'catalog.tariffs': CatalogTariffs;
  'catalog.venues': CatalogVenues;
  'invariants.checks': InvariantsChecks;
  'inventory.holds': InventoryHolds;
  'inventory.inventory': InventoryInventory;
  'inventory.returned_places': InventoryReturnedPlaces;
  'notices.mail_texts': NoticesMailTexts;
  'orders.cancellations': OrdersCancellations;
  'orders.cancelled_tickets': OrdersCancelledTickets;
  'orders.confirmations_asked_for': OrdersConfirmationsAskedFor;
  'orders.lines': OrdersLines;
  'orders.orders': OrdersOrders;
  'orders.refund_requests': OrdersRefundRequests;
  'orders.refund_run_orders': OrdersRefundRunOrders;
  'orders.refund_runs': OrdersRefundRuns;
  'payments.payments': PaymentsPayments;
  'payments.provider_events': PaymentsProviderEvents;
  'payments.refunds': PaymentsRefunds;
  'platform.backups': PlatformBackups;
  'platform.call_counts': PlatformCallCounts;
  'platform.idempotent_replies': PlatformIdempotentReplies;
  'platform.mailbox': PlatformMailbox;
  'platform.mailbox_attachments': PlatformMailboxAttachments;
  'privacy.exports': PrivacyExports;
  'reports.export_pieces': ReportsExportPieces;
  'reports.exports': ReportsExports;
  'reports.sums': ReportsSums;
  'reports.uncounted': ReportsUncounted;
  'settings.logo': SettingsLogo;
  'settings.shop': SettingsShop;
  'tickets.changes': TicketsChanges;
  'tickets.pdf_files': TicketsPdfFiles;
  'tickets.signing_keys': TicketsSigningKeys;
  'tickets.tickets': TicketsTickets;
  'tickets.transfers': TicketsTransfers;
}
