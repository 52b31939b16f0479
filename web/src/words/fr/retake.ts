export const retake = {
  expiredTitle: 'Le temps de réservation est passé',
  expiredText: 'Vos choix sont gardés, mais les places ont pu être prises par d’autres.',
  retake: 'Reprendre ces places',
  retaken: 'Vos places sont de nouveau réservées.',
  retakeLost: 'Il ne reste plus assez de places pour\u202f:',
  retakeHint: 'Choisissez moins de places, ou retirez ces lignes.',
  retakePartly: 'Toutes les places n’ont pas pu être reprises\u202f:',
  retakeLess: (line: string, before: number, after: number) => `${line}\u202f: ${after} au lieu de ${before}`,
  line: (offer: string, category: string) => `${offer}, catégorie ${category}`,
};

/** The shape that every language must fill. */
export type RetakeWords = typeof retake;
