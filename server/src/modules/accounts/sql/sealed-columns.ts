import type { SealedColumn } from '../../../platform/keys/reseal.ts';

const table = 'accounts.accounts';

/** What accounts keeps sealed under the key-encryption key. */
export const accountSealedColumns: readonly SealedColumn[] = [
  { what: 'accounts', scope: 'user', table, column: 'user_key_sealed' },
  { what: 'personal data', scope: 'data', table, column: 'data_key_sealed' },
  { what: 'code apps', scope: 'totp', table: 'accounts.totp_factors', column: 'secret_sealed' },
];
