/** An offer as the catalogue keeps it. */
export interface OfferValues {
  code: string;
  name_fr: string;
  name_en: string;
  description_fr: string;
  description_en: string;
  places: number;
  discount_percent: number;
  position: number;
}

/** The offers that a shop starts with; an administrator may add others. */
export const firstOffers: readonly OfferValues[] = [
  {
    code: 'solo',
    name_fr: 'Solo',
    name_en: 'Solo',
    description_fr: 'Une place, pour venir seul et vivre l’épreuve à votre rythme.',
    description_en: 'One place, to come on your own and follow the session at your own pace.',
    places: 1,
    discount_percent: 0,
    position: 1,
  },
  {
    code: 'duo',
    name_fr: 'Duo',
    name_en: 'Duo',
    description_fr: 'Deux places dans la même catégorie, 10\u202f% moins chères que deux billets Solo.',
    description_en: 'Two places in the same category, 10% less than two Solo tickets.',
    places: 2,
    discount_percent: 10,
    position: 2,
  },
  {
    code: 'famille',
    name_fr: 'Famille',
    name_en: 'Family',
    description_fr: 'Quatre places dans la même catégorie, 20\u202f% moins chères que quatre billets Solo.',
    description_en: 'Four places in the same category, 20% less than four Solo tickets.',
    places: 4,
    discount_percent: 20,
    position: 3,
  },
];
