import type { OperatorField } from '@og-tickets/contract/rules/operator.ts';

const fields: Record<OperatorField, string> = {
  entity: 'entité juridique',
  address: 'adresse postale',
  registration: 'immatriculation',
  vatNumber: 'numéro de TVA',
  email: 'adresse de contact',
  phone: 'téléphone',
  publicationDirector: 'direction de la publication',
  host: 'hébergeur',
  mediator: 'médiateur de la consommation',
};

export const legal = {
  others: 'Autres pages légales',
  contents: 'Sommaire',
  version: (day: string, version: string) => `Version du ${day} (n° ${version})`,
  updated: (day: string) => `À jour au ${day}`,
  inForce: 'Cette version est en vigueur.',
  replaced: 'Cette version n’est plus en vigueur. Elle reste ici pour qui l’a acceptée.',
  seeCurrent: 'Lire la version en vigueur',
  versions: 'Toutes les versions',
  print: 'Imprimer',
  writeTo: (email: string) => `Écrire à ${email}`,
  missingTitle: 'Mentions à compléter',
  missingText: (names: string) => `Il manque\u202f: ${names}.`,
  missingReal: 'La loi les demande avant toute vente.',
  settings: 'Ouvrir les réglages',
  fields,
};

/** The shape that every language must fill. */
export type LegalWords = typeof legal;
