import { limits } from '@og-tickets/contract/limits.ts';
import type { CancellationBar } from '@og-tickets/contract/rules/cancellation.ts';
import { plural } from '../plural.ts';

const tickets = (count: number) => plural('fr', count, 'billet', 'billets');

const bars: Record<CancellationBar, string> = {
  ended: 'Déjà annulé ou remboursé.',
  used: 'Déjà scanné à l’entrée.',
  blocked: 'Bloqué par l’organisateur.',
  given: 'Donné à une autre personne\u202f: seul son titulaire en dispose.',
  offered: 'Un transfert est en cours\u202f: annulez-le d’abord, sur la page du billet.',
  firm: 'Ni repris ni échangé\u202f: l’épreuve n’est pas remboursable.',
  too_late: 'Le délai est passé.',
};

export const order = {
  search: {
    label: 'Chercher par numéro de commande',
    hint: 'Les six lettres et chiffres de votre e-mail, par exemple K7R9XM.',
    submit: 'Chercher',
    notACode: 'Un numéro de commande compte six lettres ou chiffres.',
    missing: (code: string) => `Aucune commande ${code} dans votre compte.`,
  },
  page: {
    title: (code: string) => `Commande ${code}`,
    back: 'Mes commandes',
    status: 'État',
    placedAt: (date: string) => `Passée le ${date}.`,
    paidAt: (date: string) => `Payée le ${date}.`,
    keepUntil: 'Vos places vous sont gardées',
    resume: 'Reprendre le paiement',
    cancelPending: 'Annuler la commande',
    checking: 'Votre paiement est en cours de vérification. Cette page se met à jour toute seule.',
    expired: 'Le délai de paiement est passé et les places ont été remises en vente. Rien n’a été débité.',
    expiredPaid:
      'Votre paiement est arrivé après le délai. Si les places sont encore libres, vous recevez vos billets\u202f; sinon la somme vous est rendue. Un e-mail vous le dira.',
    cancelled: 'Cette commande a été annulée avant le paiement. Rien n’a été débité.',
    cancelledPaid: 'Tous les billets de cette commande sont annulés.',
    toTickets: 'Voir mes billets',
    follow: 'Suivre ou annuler cette commande',
    cancelTickets: 'Annuler des billets',
    nothingToCancel: 'Aucun billet de cette commande ne peut être repris en ce moment.',
    tickets: 'Billets',
    ticketOpen: 'Voir le billet',
    ticketOpenOf: (offer: string, title: string) => `Voir le billet ${offer}, ${title}`,
    given: 'Donné',
    refunded: 'Rendu ou en cours',
    kept: 'Reste payé',
    history: 'Historique',
    stale: 'La commande n’a pas pu être mise à jour',
  },
  giveUp: {
    title: 'Annuler cette commande\u202f?',
    text: 'Vos places sont remises en vente aussitôt. Rien n’est débité.',
    confirm: 'Oui, annuler la commande',
    done: 'La commande est annulée.',
    tooLate: 'Cette commande n’attend plus de paiement\u202f: voici où elle en est.',
  },
  resend: {
    action: 'Renvoyer la confirmation',
    done: (to: string) => `La confirmation, avec la facture et les billets, part vers ${to}.`,
    limit: `Par e-mail, ${limits.confirmationsPerHour} fois par heure au plus.`,
  },
  refund: {
    pendingTitle: (amount: string) => `Remboursement de ${amount} demandé à la banque`,
    pendingText: 'Cette page dira quand la banque l’a accepté. Rien d’autre n’est à faire.',
    doneTitle: (amount: string) => `${amount} rendus`,
    doneText: (date: string) =>
      `La banque a accepté le remboursement le ${date}. Selon votre banque, la somme paraît sur votre compte quelques jours plus tard, sur la carte qui a payé.`,
    failedTitle: (amount: string) => `Le remboursement de ${amount} n’a pas abouti`,
    failedText: 'La banque l’a refusé. La somme vous reste due\u202f: nous reprenons la demande et vous écrirons.',
  },
  timeline: {
    placed: (amount: string) => `Commande passée, ${amount}`,
    paid: (amount: string) => `Payée, ${amount}`,
    tickets_issued: (count: number) => `${tickets(count)} émis`,
    mail_sent: 'Confirmation envoyée par e-mail',
    scanned: 'Un billet scanné à l’entrée',
    tickets_cancelled: {
      buyer: (count: number, amount: string) => `Vous avez annulé ${tickets(count)}, ${amount}`,
      admin: (count: number, amount: string) =>
        `${tickets(count)} ${count > 1 ? 'annulés' : 'annulé'} par la billetterie, ${amount}`,
      organiser: (count: number, amount: string) =>
        `Épreuve annulée ou déplacée par l’organisateur\u202f: ${tickets(count)}, ${amount}`,
    },
    refund_requested: (amount: string) => `Remboursement de ${amount} demandé à la banque`,
    refunded: (amount: string) => `Remboursement de ${amount} accepté par la banque`,
    refund_failed: (amount: string) => `Remboursement de ${amount} refusé par la banque`,
    expired: 'Délai de paiement passé, places remises en vente',
    cancelled: 'Commande annulée',
  },
  cancel: {
    title: 'Annuler des billets',
    lead: (code: string) =>
      `Commande ${code}. Choisissez ce que vous rendez\u202f; rien n’est fait avant votre confirmation.`,
    back: (code: string) => `Commande ${code}`,
    legend: 'Quels billets rendez-vous\u202f?',
    all: 'Tous les billets de cette liste',
    category: (code: string) => `catégorie ${code}`,
    places: (count: number) => plural('fr', count, 'place', 'places'),
    number: (number: string) => `n° ${number}`,
    entered: (entries: number, places: number) => `${entries} entrée${entries > 1 ? 's' : ''} sur ${places}.`,
    barredTitle: 'Billets qui ne peuvent pas être repris',
    bars,
    tooLateSince: (date: string) => `Le délai est passé le ${date}.`,
    sums: 'Ce qui vous revient',
    none: 'Aucun billet choisi.',
    vat: 'dont TVA',
    total: 'Total rendu',
    stays: (count: number) => (count > 0 ? `${tickets(count)} que vous gardez` : 'Aucun billet ne reste'),
    sumSpoken: (count: number, amount: string) => `${tickets(count)}, ${amount} rendus.`,
    failed: 'Le montant n’a pas pu être calculé',
    go: (count: number) => `Annuler ${tickets(count)}`,
    goNone: 'Annuler des billets',
    tooMany: `Choisissez ${limits.ticketsPerCancellation} billets au plus à la fois, ou tous.`,
    chooseFirst: 'Choisissez au moins un billet.',
    confirmTitle: (count: number) => `Annuler ${tickets(count)}\u202f?`,
    confirmText: (amount: string) => `${amount} vous sont rendus sur la carte qui a payé.`,
    confirmEffect: (count: number): string =>
      count > 1
        ? 'Les codes de ces billets cessent aussitôt de fonctionner et leurs places sont remises en vente. C’est définitif.'
        : 'Le code de ce billet cesse aussitôt de fonctionner et sa place est remise en vente. C’est définitif.',
    confirm: (amount: string) => `Annuler et recevoir ${amount}`,
    keep: 'Garder mes billets',
    changed: (before: string, now: string) =>
      `Le montant a changé\u202f: ${now} au lieu de ${before}. Vérifiez, puis confirmez.`,
    doneTitle: (count: number) => (count > 1 ? `${tickets(count)} annulés` : `${tickets(count)} annulé`),
    doneText: (amount: string) => `${amount} vous reviennent sur la carte qui a payé. Un e-mail le confirme.`,
    doneNote: 'L’avoir est avec les documents de la commande.',
    toOrder: 'Voir la commande et l’avoir',
    nothingTitle: 'Rien à annuler',
    nothingText: 'Aucun billet de cette commande ne peut être repris.',
    unpaidText: 'Cette commande n’est pas payée\u202f: elle s’annule sur sa page.',
    offline: 'Sans connexion, rien ne peut être annulé.',
  },
};

/** The shape that every language must fill. */
export type OrderWords = typeof order;
