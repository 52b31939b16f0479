export const privacy = {
  title: 'Mes données',
  lead: 'Ce que nous gardons de vous, pourquoi et combien de temps. Vous pouvez en recevoir une copie ou tout faire effacer.',
  kept: {
    title: 'Ce que nous gardons',
    rows: [
      'Adresse, nom, connexions et moyens de vous reconnaître : pour votre compte, jusqu’à sa suppression ou deux ans sans connexion.',
      'Commandes, paiements et billets : pour vous laisser entrer et répondre à vos questions ; sans votre nom après la suppression.',
      'Factures et avoirs, avec nom et adresse : la loi demande de les garder dix ans.',
      'Jamais votre numéro de carte : il reste chez le prestataire de paiement.',
    ],
  },
  terms: {
    title: 'Conditions acceptées',
    lead: 'La version des conditions que vous avez acceptée, et quand.',
    version: (version: string) => `Version ${version}`,
    account: 'création du compte',
    order: 'commande',
    all: (count: number) => `Voir les ${count}`,
    read: 'Lire les conditions',
  },
  copy: {
    title: 'Recevoir une copie',
    lead: 'Deux fichiers, JSON et CSV, prêts en moins d’une minute et disponibles 24 heures.',
    start: 'Préparer ma copie',
    progress: 'Préparation de la copie',
    done: (done: number, total: number) => `${done} sur ${total}`,
    failed: 'La copie n’a pas pu être préparée. Réessayez\u202f; si cela se répète, écrivez-nous\u202f:',
    expired:
      'Votre copie n’est plus disponible\u202f: elle a été effacée après 24 heures. Vous pouvez en préparer une autre.',
    again: 'Préparer une nouvelle copie',
    spoken: {
      waiting: 'La copie est en préparation.',
      ready: 'La copie est prête\u202f: vous pouvez la télécharger.',
      failed: 'La copie n’a pas pu être préparée.',
      expired: 'La copie n’est plus disponible. Vous pouvez en préparer une autre.',
    },
    until: 'Disponible jusqu’au',
    json: 'Télécharger en JSON',
    csv: 'Télécharger en CSV',
  },
  erase: {
    title: 'Supprimer mon compte',
    lead: 'Le compte se ferme tout de suite et vos appareils sont déconnectés. Pendant sept jours, le lien du courriel le rouvre ; ensuite tout est effacé, sauf les factures.',
    blocked: (count: number) =>
      count === 1
        ? 'Vous avez encore un billet pour une épreuve à venir : annulez-le ou donnez-le d’abord.'
        : `Vous avez encore ${count} billets pour des épreuves à venir : annulez-les ou donnez-les d’abord.`,
    tickets: 'Voir mes billets',
    staff:
      'Un compte de l’équipe ne se supprime pas ici\u202f: le journal doit dire qui a agi. Demandez à une personne qui administre la boutique de le désactiver, ou écrivez à la boutique\u202f:',
    start: 'Supprimer mon compte',
    confirmTitle: 'Supprimer votre compte ?',
    confirm: 'Oui, supprimer',
    closedTitle: 'Votre compte est fermé',
    closed: 'Un courriel part vers votre adresse : son lien rouvre le compte. Sinon il sera effacé le',
  },
  undo: {
    title: 'Garder mon compte',
    lead: 'La suppression demandée est annulée et le compte rouvert.',
    confirm: 'Garder mon compte',
    doneTitle: 'Votre compte est rouvert',
    done: 'Rien n’a été effacé. Connectez-vous pour continuer.',
    invalidTitle: 'Ce lien ne sert plus',
    invalid: 'Il a déjà servi, ou le compte est effacé.',
    login: 'Se connecter',
  },
};

export type PrivacyWords = typeof privacy;
