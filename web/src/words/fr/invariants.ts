import type { invariantNames } from '@og-tickets/contract/invariants.ts';

type Name = (typeof invariantNames)[number];

const sentences: Record<Name, string> = {
  'taken-within-capacity': 'Aucune catégorie ne dépasse sa jauge.',
  'taken-is-held-or-sold': 'Les places prises sont les places réservées et vendues.',
  'places-within-limits': 'Aucun compte ne dépasse ses limites.',
  'paid-lines-have-tickets': 'Chaque ligne payée a exactement ses billets.',
  'tickets-are-paid': 'Chaque billet vient d’une commande payée.',
  'inside-within-places': 'Jamais plus de personnes à l’intérieur que de places, sauf conflit.',
  'counts-are-scans': 'Chaque billet dit ce que ses contrôles additionnent.',
  'conflicts-are-marked': 'Un billet est arrêté tant qu’un conflit le concernant est ouvert, et seulement alors.',
  'corrections-are-marked': 'Chaque contrôle annulé le dit, et l’on sait par qui.',
  'owner-bought-or-accepted': 'Chaque billet est à qui l’a acheté ou l’a accepté.',
  'accepted-renews-codes': 'Un billet transmis a un nouveau code.',
  'owner-offers': 'Seul le propriétaire d’un billet le transmet.',
  'refunded-within-captured': 'Jamais plus remboursé qu’encaissé.',
  'captured-is-live-or-goes-back': 'Encaissé moins remboursé égale les billets encore valables.',
  'one-order-per-key': 'Une seule commande par demande.',
  'captured-is-decided': 'Aucun argent ne reste plus d’une minute sans billet ni remboursement.',
  'not-both-tickets-and-money': 'Personne n’a à la fois le billet et son remboursement.',
  'total-is-sum-of-lines': 'Le total d’une commande est la somme de ses lignes.',
  'payment-is-of-its-order': 'Chaque paiement est du montant de sa commande.',
  'set-aside-is-refunds': 'Ce qui est mis de côté est ce qui sera remboursé.',
  'sold-holds-are-tickets': 'Les réservations vendues sont des billets.',
  'status-is-live-tickets': 'L’état d’une commande est celui de ses billets.',
  'taken-back-once': 'Chaque place revient une seule fois.',
  'cancellation-is-its-tickets': 'Une annulation vaut ses billets.',
  'ledger-balances': 'Les écritures s’équilibrent, par commande et en tout.',
  'ledger-is-orders-state': 'Les comptes disent de chaque commande ce qu’elle dit elle-même.',
  'documents-are-the-ledger': 'Factures et avoirs sont du montant des écritures.',
  'sold-orders-are-booked': 'Chaque commande payée est comptabilisée.',
  'numbers-without-gap': 'Les numéros de facture se suivent sans trou.',
  'numbers-in-order-of-issue': 'Les numéros de facture suivent les dates.',
};

export const invariants = {
  title: 'Promesses',
  lead: 'Ce qui doit toujours être vrai, demandé à la base chaque minute.',
  caption: 'Promesses, les rompues en premier',
  columns: { promise: 'Promesse', state: 'État', checked: 'Vérifiée', took: 'Durée' },
  sentences,
  known: (name: string): name is Name => Object.hasOwn(sentences, name),
  holds: 'Tenue',
  broken: 'Rompue',
  brokenSince: (time: string) => `depuis ${time}`,
  firstRow: 'Première ligne fautive',
  took: (milliseconds: number) => `${milliseconds}\u00a0ms`,
  checkNow: 'Vérifier maintenant',
  checkedNow: 'Les promesses viennent d’être vérifiées.',
  neverTitle: 'Pas encore vérifiées',
  neverText: 'La première vérification a lieu dans la minute. Vous pouvez aussi la lancer maintenant.',
  allHold: 'Toutes les promesses sont tenues.',
  someBroken: (count: number) => `${count} promesse${count > 1 ? 's' : ''} rompue${count > 1 ? 's' : ''}`,
  someBrokenText: 'Fermez la vente si des places ou de l’argent sont en jeu, et prévenez l’exploitation.',
};

export type InvariantsWords = typeof invariants;
