import type { AdminOffer } from '@og-tickets/contract/catalog-admin.ts';
import type { Example, Examples } from './example.ts';
import type { World } from './world.ts';

/** Sessions of the catalogue's examples have codes of their own. */
let made = 0;
function newCode(): string {
  made += 1;
  return `CAT${made}`;
}

const terms = {
  sport: 'TST',
  venue: 'TSV',
  title: { fr: 'Essai', en: 'Trial' },
  description: { fr: '', en: '' },
  startsAt: '2099-01-02T10:00:00Z',
  endsAt: '2099-01-02T12:00:00Z',
  doorsAt: '2099-01-02T09:00:00Z',
  timezone: 'Europe/Paris',
  medal: false,
  venuePlaces: null,
  placesPerAccount: 6,
  vatBasisPoints: 550,
  salesOpenAt: null,
  salesCloseAt: null,
  cancellableUntil: null,
  codesReleasedAt: null,
  allowedKinds: 3,
  categories: [],
};

const ofSession = async ({ session }: World): Promise<Example> => ({ params: { code: session.code } });
const versioned =
  (body: object) =>
  async (world: World): Promise<Example> => ({
    params: { code: (await world.shop.make.session()).code },
    body: { version: 1, ...body },
  });

const offer = { name: { fr: 'Essai', en: 'Trial' }, description: { fr: '', en: '' }, discountPercent: 0, position: 50 };

async function newOffer(world: World): Promise<AdminOffer> {
  const code = newCode().toLowerCase();
  return (await world.admin.browser.post<AdminOffer>('/admin/offers', { code, places: 3, ...offer })).body;
}

/** Calls that edit the catalogue. */
export const catalogueExamples: Examples = {
  'catalog-admin.read-session': ofSession,
  'catalog-admin.create-session': async () => ({ body: { code: newCode(), ...terms } }),
  'catalog-admin.duplicate-session': async (world) => ({
    ...(await ofSession(world)),
    body: { code: newCode(), startsAt: terms.startsAt },
  }),
  'catalog-admin.edit-session': versioned({ changes: { placesPerAccount: 5 } }),
  'catalog-admin.publish-session': versioned({}),
  'catalog-admin.withdraw-session': versioned({}),
  'catalog-admin.delete-session': async (world) => ({ params: { code: (await world.shop.make.session()).code } }),
  'catalog-admin.create-offer': async () => ({ body: { code: newCode().toLowerCase(), places: 3, ...offer } }),
  'catalog-admin.edit-offer': async (world) => ({
    params: { code: (await newOffer(world)).code },
    body: { version: 1, changes: { position: 51 } },
  }),
  'catalog-admin.delete-offer': async (world) => ({ params: { code: (await newOffer(world)).code } }),
  'catalog-admin.write-sport': async () => ({
    params: { code: newCode() },
    body: { version: null, name: { fr: 'Essai', en: 'Trial' } },
  }),
  'catalog-admin.write-venue': async () => ({
    params: { code: newCode() },
    body: { version: null, name: 'Halle', nameEn: null, city: 'Lille', capacity: 9, latitude: null, longitude: null },
  }),
  'catalog-admin.import': async () => ({
    body: { files: [{ name: 'sports.csv', text: 'sport_code,sport,sport_en\n' }], plan: null },
  }),
};
