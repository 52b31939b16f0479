import { plural } from '../plural.ts';

export const transfer = {
  holders: {
    edit: 'Nom du titulaire',
    lead: (places: number): string =>
      places === 1
        ? 'La personne qui entre avec ce billet. Le contrôle lit ce nom.'
        : 'Les personnes qui entrent avec ce billet. Le contrôle lit ces noms\u202f; seul le premier est obligatoire.',
    name: 'Prénom et nom',
    place: (place: number) => `Place ${place}, prénom et nom`,
    save: 'Enregistrer',
    saved: 'Les noms sont enregistrés.',
    missing: 'Écrivez le nom du titulaire.',
  },
  give: {
    open: 'Transférer ce billet',
    title: 'Transférer ce billet',
    lead: 'Vous recevez un lien à envoyer. Qui l’ouvre et l’accepte avec son compte reçoit le billet\u202f; votre code ne permet alors plus d’entrer.',
    places: (count: number) => `Le billet passe en entier\u202f: ${plural('fr', count, 'place', 'places')}.`,
    email: 'Adresse e-mail de la personne',
    emailHint: 'Nous lui envoyons aussi un lien.',
    emailWrong: 'Écrivez une adresse e-mail complète, comme camille@exemple.fr, ou laissez vide.',
    submit: 'Créer le lien',
    link: 'Lien à envoyer',
    once: 'Ce lien n’est montré qu’une fois. Qui l’a peut prendre le billet.',
    copy: 'Copier le lien',
    copied: 'Lien copié',
    mailed: (email: string) => `Un message part aussi à ${email}.`,
    until: (time: string) => `À accepter avant le ${time}`,
    done: 'Terminé',
  },
  pending: {
    title: 'Transfert en cours',
    text: (time: string) => `Ce billet est à vous tant que personne ne l’a accepté, jusqu’au ${time}.`,
    badge: 'Transfert en cours',
    cancel: 'Annuler le transfert',
    cancelled: 'Le transfert est annulé.',
  },
  left: {
    title: 'Ce billet n’est plus dans votre compte',
    text: 'S’il a été transféré, son code est dans le compte de la personne qui l’a accepté.',
  },
  given: {
    title: 'Billets transférés',
    to: (name: string, date: string) => `Transféré à ${name} le ${date}`,
    places: (count: number) => plural('fr', count, 'place', 'places'),
    category: (code: string) => `catégorie ${code}`,
  },
  take: {
    title: 'Un billet pour vous',
    from: (name: string) => `${name} vous donne ce billet.`,
    until: (time: string) => `À accepter avant le ${time}.`,
    places: (count: number) => plural('fr', count, 'place', 'places'),
    category: (code: string) => `Catégorie ${code}`,
    accept: 'Accepter le billet',
    login: 'Se connecter pour accepter',
    register: 'Créer un compte',
    needsAccount:
      'Il faut un compte pour accepter. Après l’activation, revenez à cet onglet ou ouvrez à nouveau le lien.',
    missingTitle: 'Il manque le lien du billet',
    missingText: 'Ouvrez en entier le lien que vous avez reçu, ou copiez-le jusqu’au dernier caractère.',
    overTitle: 'Ce lien ne donne plus de billet',
    overText: 'Il a déjà servi, a été annulé ou a expiré. Demandez-en un autre à la personne qui vous l’a envoyé.',
    doneTitle: 'Le billet est à vous',
    doneText: 'Il est dans votre compte avec un nouveau code. L’ancien ne permet plus d’entrer.',
    see: 'Voir mon billet',
    mine: 'Mes billets',
  },
};

/** The shape that every language must fill. */
export type TransferWords = typeof transfer;
