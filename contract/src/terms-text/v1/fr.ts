/** The first terms of sale, kept as they were for those who accepted them. */
export const terms = {
  sale: {
    title: 'Conditions de vente',
    sections: [
      {
        title: 'Qui vend',
        paragraphs: [
          'Cette boutique fonctionne avec le logiciel libre OG-Tickets. Avant toute vente réelle, son exploitant remplace cette ligne par son identité\u202f: [nom ou raison sociale, forme et capital], [adresse], [e-mail et téléphone], [numéro RCS et numéro de TVA], [hébergeur].',
          'Tant que ces mentions sont entre crochets, la boutique est une démonstration\u202f: la banque est simulée, aucune somme n’est prise et aucun billet ne donne accès à un lieu.',
        ],
      },
      {
        title: 'Commande et prix',
        paragraphs: [
          'Les prix sont en euros, TVA et frais compris. Rien ne s’ajoute au moment de payer.',
          'Les places ajoutées au panier sont réservées jusqu’à l’heure affichée. La commande est passée avec le bouton «\u202fCommander avec obligation de paiement\u202f», après un récapitulatif que vous pouvez corriger. Elle est confirmée à l’écran et par e-mail dès que le paiement est accepté.',
          'Le nombre de places par personne et par épreuve est limité\u202f; la limite est indiquée avant l’achat.',
        ],
      },
      {
        title: 'Paiement',
        paragraphs: [
          'Le paiement se fait par carte bancaire, dans le délai affiché. La boutique ne garde pas le numéro de la carte. Si le délai passe, la commande expire, rien n’est débité et les places sont remises en vente. Une somme arrivée trop tard donne vos billets si les places sont libres, sinon elle vous est rendue.',
        ],
      },
      {
        title: 'Pas de droit de rétractation',
        paragraphs: [
          'Un billet est une prestation de loisirs à une date fixe\u202f: le délai de rétractation de 14 jours ne s’applique pas (article L221-28, 12°, du code de la consommation).',
        ],
      },
      {
        title: 'Épreuve annulée ou déplacée',
        paragraphs: [
          'Si l’épreuve est annulée, vous êtes remboursé du prix entier. Si elle est déplacée à une autre date ou dans un autre lieu, vous pouvez garder votre billet ou demander son remboursement.',
        ],
      },
      {
        title: 'Billets et entrée',
        paragraphs: [
          'Chaque billet porte un code qui fait entrer une seule fois le nombre de personnes indiqué. Ne le publiez pas\u202f: seul le premier passage compte. Le code se montre sur un téléphone ou imprimé\u202f; une pièce d’identité peut être demandée.',
          'La revente habituelle sans l’accord de l’organisateur est interdite (code pénal, article 313-6-2).',
        ],
      },
      {
        title: 'Données personnelles',
        paragraphs: [
          'Nom, prénom, adresse e-mail, commandes et passages servent à vendre et à contrôler les billets, et à tenir les comptes que la loi demande. Le code du billet ne contient aucune donnée personnelle. Vous pouvez demander à voir, corriger ou effacer vos données à l’adresse de l’exploitant ci-dessus.',
        ],
      },
      {
        title: 'Réclamation et médiation',
        paragraphs: [
          'Écrivez d’abord à l’exploitant, avec votre numéro de commande. Sans réponse qui vous convienne sous deux mois, vous pouvez saisir gratuitement le médiateur de la consommation\u202f: [nom, adresse et site du médiateur].',
          'Le droit français s’applique. La version française fait foi.',
        ],
      },
    ],
  },
};

/** The shape that every language must fill. */
export type TermsTexts = typeof terms;
