import type { Locale } from '@og-tickets/contract/common.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';

/** Who edits the catalogue, and with what. */
export interface Editing {
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>;
  actor: LoggedInActor;
  locale: Locale;
  /** Gives new sessions their gates. */
  ensureGates: (tx: Tx) => Promise<void>;
  /** Removes the gates of a session that goes. */
  removeGates: (tx: Tx, sessionId: number) => Promise<void>;
}

/** Writes the entry of the journal, as the last statement of the transaction. */
export function record(tx: Tx, { platform, actor }: Editing, done: Parameters<typeof recordAction>[3]): Promise<void> {
  return recordAction(tx, platform, actor, done);
}
