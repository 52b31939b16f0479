import type { Locale } from '@og-tickets/contract/common.ts';
import type { Db } from '../../../platform/database/database.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { findCreditNote, printDocument } from '../../accounting/index.ts';
import { readContact } from '../../accounts/index.ts';
import { offerNames, readSessionChange, sessionSummaries } from '../../catalog/index.ts';
import {
  type Attachment,
  deliver,
  type RefundedTickets,
  sessionChangedMail,
  ticketsLostMail,
  ticketsRefundedMail,
} from '../../notices/index.ts';
import { findCancellation } from '../sql/cancellations.ts';
import { findRunCancellations, findRunFacts, findTakenFrom, type TakenLine } from '../sql/mail-facts.ts';
import { findOrder } from '../sql/orders.ts';
import { findRun } from '../sql/refund-runs.ts';

/** Tells one person which tickets were taken back: the buyer all of them and the money, others those they were given. */
export async function sendCancellation(
  platform: Platform,
  { cancellationId, accountId }: { cancellationId: string; accountId: string },
): Promise<void> {
  const { db } = platform;
  const { orderId, amountCents, decidedBy: by } = await findCancellation(db, cancellationId);
  const order = await findOrder(db, orderId);
  if (order === undefined || by === 'organiser') throw new Error(`cancellation ${cancellationId} is told by its run`);
  const { email: to, firstName, locale } = await readContact(platform, accountId);
  const isBuyer = accountId === order.account_id;
  const taken = await findTakenFrom(db, cancellationId, isBuyer ? null : accountId);
  const addressed = { to, locale, firstName, tickets: await describe(db, taken, locale) };
  const { code: orderCode } = order;
  if (!isBuyer) return deliver(platform, ticketsLostMail(addressed));
  const creditNote = await creditNoteOf(platform, { id: cancellationId, orderId });
  const origin = publicOrigin(platform);
  await deliver(platform, ticketsRefundedMail({ ...addressed, origin, orderCode, amountCents, by, creditNote }));
}

/** The credit note of a cancellation, numbered now if it was not. Throws when there is none. */
async function creditNoteOf(platform: Platform, { id, orderId }: { id: string; orderId: string }): Promise<Attachment> {
  const documentId = await findCreditNote(platform.db, id);
  const file = documentId && (await printDocument(platform, { orderId, kind: 'credit_note', id: documentId }));
  if (!file) throw new Error(`cancellation ${id} has no credit note`);
  return { name: file.fileName, type: 'application/pdf', content: file.bytes };
}

async function describe(db: Db, taken: readonly TakenLine[], locale: Locale): Promise<RefundedTickets[]> {
  const offers = await offerNames(db, locale);
  const sessionIds = taken.map((line) => line.sessionId);
  const sessions = await sessionSummaries(db, sessionIds, locale);
  return taken.flatMap(({ sessionId, category, offer, quantity }) => {
    const session = sessions.get(sessionId);
    if (session === undefined) return [];
    return [{ summary: session.summary, category, offerName: offers.get(offer) ?? offer, quantity }];
  });
}

/** Tells one person what a session that was cancelled or moved means for all their tickets of it. */
export async function sendSessionChange(
  platform: Platform,
  { runId, accountId }: { runId: string; accountId: string },
): Promise<void> {
  const { db } = platform;
  const run = await findRun(db, runId);
  if (run === undefined) throw new Error(`there is no run ${runId}`);
  const { email: to, firstName, locale } = await readContact(platform, accountId);
  const facts = await findRunFacts(db, { id: runId, sessionId: run.session_id }, accountId);
  if (facts.orders.length === 0 && facts.unpaidCodes.length === 0 && !facts.received) return;
  const change = await readSessionChange(db, run.change_id);
  const session = (await sessionSummaries(db, [run.session_id], locale)).get(run.session_id);
  if (session === undefined) throw new Error(`session ${run.session_id} of run ${runId} is gone`);
  const creditNotes: Attachment[] = [];
  for (const cancellation of await findRunCancellations(db, runId, accountId)) {
    creditNotes.push(await creditNoteOf(platform, cancellation));
  }
  const { new_starts_at: newStart, refund_until: refundUntil } = change;
  await deliver(
    platform,
    sessionChangedMail({
      to,
      locale,
      firstName,
      origin: publicOrigin(platform),
      session: session.summary,
      reason: change[`reason_${locale}`],
      previousStartsAt: change.previous_starts_at.toISOString(),
      change:
        newStart === null || refundUntil === null
          ? { kind: 'cancelled' }
          : { kind: 'moved', newStartsAt: newStart.toISOString(), refundUntil: refundUntil.toISOString() },
      ...facts,
      creditNotes,
    }),
  );
}
