import { plural } from '../plural.ts';

export const admin = {
  title: 'Administration',
  nav: {
    label: 'Administration',
    menu: 'Menu',
    overview: 'Vue d’ensemble',
    reports: 'Rapports',
    sessions: 'Épreuves',
    offers: 'Offres',
    places: 'Lieux et sports',
    imports: 'Import CSV',
    orders: 'Commandes',
    gates: 'Portes',
    devices: 'Terminaux',
    conflicts: 'Conflits',
    people: 'Personnes',
    journal: 'Journal',
    invariants: 'Promesses',
    settings: 'Réglages',
    shop: 'Voir la boutique',
    logout: 'Se déconnecter',
  },
  forbidden: 'Cette partie est réservée à l’administration.',
  more: 'Afficher la suite',
  none: '—',
  updatedAt: (time: string) => `à jour à ${time}`,
  timeZone: (zone: string) => `Heures de ce poste (${zone}).`,
  overview: {
    lead: 'Ce qui demande une décision vient en premier.',
    watch: 'À surveiller',
    allWell: 'Rien à signaler',
    allWellText: (count: number, time: string) =>
      `Les ${plural('fr', count, 'promesse', 'promesses')} de la boutique étaient tenues à ${time}.`,
    neverChecked: 'Les promesses n’ont pas encore été vérifiées\u202f; elles le sont chaque minute.',
    broken: (count: number) => plural('fr', count, 'promesse rompue', 'promesses rompues'),
    seeInvariants: 'Voir les promesses',
    lastActions: 'Dernières actions',
    seeJournal: 'Voir le journal',
  },
};

export type AdminWords = typeof admin;
