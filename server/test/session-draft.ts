const dayMs = 86_400_000;
/** A moment so many days from now, as calls say it. */
export const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

/** What an admin sends to make a session: in twenty days, a category with prices of its own and one for wheelchairs. */
export function draftOfSession(code: string) {
  return {
    code,
    sport: 'TST',
    venue: 'TSV',
    title: { fr: 'Finale', en: 'Final' },
    description: { fr: '', en: '' },
    startsAt: inDays(20),
    endsAt: inDays(21),
    doorsAt: inDays(19),
    timezone: 'Europe/Paris',
    medal: true,
    venuePlaces: null,
    placesPerAccount: 6,
    vatBasisPoints: 550,
    salesOpenAt: null,
    salesCloseAt: null,
    cancellableUntil: null,
    codesReleasedAt: null,
    allowedKinds: 3,
    categories: [
      {
        category: 'A',
        audience: 'standard',
        companion: false,
        pricePerPlaceCents: 5_000,
        capacity: 10,
        tariffs: [
          { offer: 'duo', priceCents: 7_700 },
          { offer: 'famille', priceCents: null },
        ],
      },
      {
        category: 'A-PFR',
        audience: 'wheelchair',
        companion: true,
        pricePerPlaceCents: 3_000,
        capacity: 4,
        tariffs: [],
      },
    ],
  };
}
