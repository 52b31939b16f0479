import type { CategoryTerms } from '@og-tickets/contract/catalog-admin.ts';
import type { SessionStatus } from './sale-state.ts';

/** A session as it is stored. */
export interface EditedSession {
  id: number;
  code: string;
  version: number;
  status: SessionStatus;
  sport: string;
  venue: string;
  title_fr: string;
  title_en: string;
  description_fr: string;
  description_en: string;
  search_text: string;
  starts_at: Date;
  ends_at: Date;
  doors_at: Date;
  timezone: string;
  medal: boolean;
  /** Places of the venue for this session; null: the venue's own. */
  capacity: number | null;
  places_per_account: number;
  vat_basis_points: number;
  sales_open_at: Date | null;
  sales_close_at: Date | null;
  cancellable_until: Date | null;
  codes_released_at: Date | null;
  allowed_kinds: number;
}

/** What the back office writes of a session; the rest is the database's. */
export type SessionColumns = Omit<EditedSession, 'id' | 'code' | 'status' | 'version'>;

/** A category with its own tariffs and its places: `taken` in all, `held` of them not sold. */
export type EditedCategory = CategoryTerms & { taken: number; held: number };
