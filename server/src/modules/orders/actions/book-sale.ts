import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordSale } from '../../accounting/index.ts';
import type { Contact } from '../../accounts/index.ts';
import { offerNames, sessionSummaries } from '../../catalog/index.ts';
import type { LineRow } from '../sql/lines.ts';
import type { LockedOrder } from '../sql/orders.ts';

/** Puts a paid order into the books, each line as the buyer knows it. Lock the order first. */
export async function bookSale(
  tx: Tx,
  platform: Pick<Platform, 'keys'>,
  { order, buyer, lines }: { order: LockedOrder; buyer: Contact; lines: readonly LineRow[] },
): Promise<void> {
  const { locale } = buyer;
  const sessionIds = lines.map((line) => line.session_id);
  const sessions = await sessionSummaries(tx, sessionIds, locale);
  const offers = await offerNames(tx, locale);
  await recordSale(tx, platform, {
    orderId: order.id,
    orderCode: order.code,
    accountId: order.account_id,
    orderedAt: order.created_at,
    buyer: { name: `${buyer.firstName} ${buyer.lastName}`, email: buyer.email },
    termsVersion: order.terms_version,
    locale,
    lines: lines.map((line) => {
      const session = sessions.get(line.session_id);
      if (session === undefined) throw new Error(`session ${line.session_id} of order ${order.id} is gone`);
      const { summary } = session;
      return {
        position: line.position,
        sessionCode: session.code,
        title: sessionName(summary),
        startsAt: new Date(summary.startsAt),
        timezone: summary.timezone,
        venue: `${summary.venue.name}, ${summary.venue.city}`,
        category: line.category,
        offerName: offers.get(line.offer) ?? line.offer,
        quantity: line.quantity,
        placesEach: line.places_each,
        unitPriceCents: line.unit_price_cents,
        amountCents: line.amount_cents,
        vatBasisPoints: line.vat_basis_points,
      };
    }),
  });
}
