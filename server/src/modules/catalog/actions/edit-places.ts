import type { SportFields, VenueFields } from '@og-tickets/contract/catalog-places.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { searchTextOf } from '../rules/search.ts';
import { findSports, findVenues, lockVersion } from '../sql/edited-places.ts';
import { findSearchedSessions, updateSearchTexts } from '../sql/edited-sessions.ts';
import { writeSports } from '../sql/sports.ts';
import { writeVenues } from '../sql/venues.ts';
import { type Editing, record } from './edit-context.ts';

type Wish<Fields> = Fields & { code: string; version: number | null };

/** Adds a sport (`version` null) or renames it; refused when somebody else has written it since it was read. */
export function writeSport(
  editing: Editing,
  { code, version, name }: Wish<SportFields>,
): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    if ((await lockVersion(tx, 'catalog.sports', code)) !== version) return refuse('catalogue_changed_elsewhere');
    const stored = (await findSports(tx)).find((one) => one.code === code);
    await writeSports(tx, [{ code, name_fr: name.fr, name_en: name.en }]);
    await searchAnew(tx, 'sport', code);
    await record(tx, editing, {
      action: 'sport.changed',
      subject: { kind: 'sport', id: code },
      before: stored === undefined ? null : { name: { fr: stored.name_fr, en: stored.name_en } },
      after: { name },
    });
    return { code };
  });
}

/** Adds a venue (`version` null) or changes it; refused when somebody else has written it since it was read. */
export function writeVenue(
  editing: Editing,
  { code, version, ...fields }: Wish<VenueFields>,
): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    if ((await lockVersion(tx, 'catalog.venues', code)) !== version) return refuse('catalogue_changed_elsewhere');
    const stored = (await findVenues(tx)).find((one) => one.code === code);
    const { nameEn, ...same } = fields;
    await writeVenues(tx, [{ code, ...same, name_en: nameEn }]);
    await searchAnew(tx, 'venue', code);
    await record(tx, editing, {
      action: 'venue.changed',
      subject: { kind: 'venue', id: code },
      before:
        stored === undefined
          ? null
          : {
              name: stored.name,
              nameEn: stored.name_en,
              city: stored.city,
              capacity: stored.capacity,
              latitude: stored.latitude,
              longitude: stored.longitude,
            },
      after: { ...fields },
    });
    return { code };
  });
}

/** Sessions are found by the names of their sport and venue. */
async function searchAnew(tx: Tx, column: 'sport' | 'venue', code: string): Promise<void> {
  const sessions = await findSearchedSessions(tx, column, code);
  await updateSearchTexts(
    tx,
    sessions.map((one) => ({
      id: one.id,
      text: searchTextOf([
        one.code,
        one.title_fr,
        one.title_en,
        one.sportFr,
        one.sportEn,
        one.venueName,
        one.venueEn,
        one.city,
      ]),
    })),
  );
}
