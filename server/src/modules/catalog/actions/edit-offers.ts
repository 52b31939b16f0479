import type { AdminOffer, OfferFields } from '@og-tickets/contract/catalog-admin.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { OfferValues } from '../rules/first-offers.ts';
import { findOffers, insertOffer, lockOffer, removeOffer, updateOffer } from '../sql/edited-offers.ts';
import { offerFieldsOf } from '../views/admin-offers.ts';
import { type Editing, record } from './edit-context.ts';

function valuesOf(code: string, { name, description, places, discountPercent, position }: OfferFields): OfferValues {
  return {
    code,
    name_fr: name.fr,
    name_en: name.en,
    description_fr: description.fr,
    description_en: description.en,
    places,
    discount_percent: discountPercent,
    position,
  };
}

/** Adds an offer. Refused when its code is taken. */
export function createOffer(
  editing: Editing,
  { code, ...fields }: OfferFields & { code: string },
): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    if (!(await insertOffer(tx, valuesOf(code, fields)))) return refuse('code_taken');
    await record(tx, editing, { action: 'offer.created', subject: { kind: 'offer', id: code }, after: { ...fields } });
    return { code };
  });
}

/** Changes an offer; the places that it admits only while nobody has it. */
export function editOffer(
  editing: Editing,
  { code, version, changes }: { code: string; version: number; changes: Partial<OfferFields> },
): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    const latest = await lockOffer(tx, code);
    const [stored] = await findOffers(tx, code);
    if (latest === null || stored === undefined) return refuse('not_found');
    if (latest !== version) return refuse('catalogue_changed_elsewhere');
    const before = offerFieldsOf(stored);
    const after = { ...before, ...changes };
    if (after.places !== before.places && stored.used) return refuse('offer_in_use', { fields: uses(stored, editing) });
    await updateOffer(tx, valuesOf(code, after));
    const names = Object.keys(changes);
    const some = (fields: OfferFields) =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
    await record(tx, editing, {
      action: 'offer.changed',
      subject: { kind: 'offer', id: code },
      before: some(before),
      after: some(after),
    });
    return { code };
  });
}

/** Deletes an offer that was never ordered, is in no cart and has no tariff of its own. */
export function deleteOffer(editing: Editing, code: string): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    const latest = await lockOffer(tx, code);
    const [stored] = await findOffers(tx, code);
    if (latest === null || stored === undefined) return refuse('not_found');
    if (stored.used) return refuse('offer_in_use', { fields: uses(stored, editing) });
    await removeOffer(tx, code);
    await record(tx, editing, {
      action: 'offer.deleted',
      subject: { kind: 'offer', id: code },
      before: { ...offerFieldsOf(stored) },
    });
    return { code };
  });
}

function uses({ sold, inCarts }: Pick<AdminOffer, 'sold' | 'inCarts'>, { locale }: Editing) {
  const message =
    locale === 'en'
      ? `Sold: ${sold}, in carts: ${inCarts}.`
      : `Vendues\u202f: ${sold}, dans des paniers\u202f: ${inCarts}.`;
  return [{ field: 'params.code', message }];
}
