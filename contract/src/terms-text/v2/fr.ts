/** The terms of sale and of use; `{entity}` and the like are filled in with who runs the shop. */
export const terms = {
  sale: {
    title: 'Conditions générales de vente',
    sections: [
      {
        title: 'Qui vend',
        paragraphs: [
          'Les billets sont vendus par {entity}, {address}. Immatriculation\u202f: {registration}. Numéro de TVA\u202f: {vatNumber}. E-mail\u202f: {email}. Téléphone\u202f: {phone}.',
          '{demo}',
        ],
      },
      {
        title: 'Ce que règlent ces conditions',
        paragraphs: [
          'Elles s’appliquent à toute commande passée sur ce site par un consommateur. La version que vous acceptez est celle qui est affichée au moment de commander\u202f: son numéro est enregistré avec votre commande, son texte vous est envoyé avec la confirmation, et les versions précédentes restent lisibles sur ce site.',
          'L’acheteur a 16 ans au moins. Avant 16 ans, un adulte achète le billet et accompagne le spectateur.',
        ],
      },
      {
        title: 'Épreuves, offres et places',
        paragraphs: [
          'La page de chaque épreuve indique le sport, la date, l’heure du lieu, l’ouverture des portes, le lieu, les catégories de places et leur prix. Une offre (solo, duo, famille…) est un seul billet pour le nombre de places indiqué, toutes de la même catégorie. Vous choisissez une catégorie, pas un siège.',
          'Chaque spectateur occupe une place, quel que soit son âge.',
          'Le nombre de places par personne et par épreuve est limité\u202f; la limite est affichée avant l’achat.',
          'Les places pour fauteuil roulant et la place de la personne qui accompagne s’achètent comme les autres, dans la même commande. Aucun justificatif n’est demandé en ligne.',
        ],
      },
      {
        title: 'Prix',
        paragraphs: [
          'Les prix sont en euros, toutes taxes et tous frais compris\u202f: rien ne s’ajoute avant le paiement, et aucune option n’est cochée d’avance. La TVA comprise dans le prix figure sur la facture.',
          'Le prix qui compte est celui du récapitulatif que vous validez. S’il change pendant que vos places sont dans le panier, l’ancien et le nouveau prix vous sont montrés avant la commande. Les prix ne sont pas personnalisés d’après votre profil.',
        ],
      },
      {
        title: 'Comment se passe la commande',
        paragraphs: [
          [
            'Vous ajoutez des places au panier\u202f: elles sont réservées jusqu’à l’heure affichée.',
            'Vous vous connectez ou créez un compte. Le panier est gardé.',
            'Vous vérifiez le récapitulatif. Tant que vous n’avez pas validé, vous pouvez tout corriger en revenant au panier.',
            'Vous acceptez ces conditions, puis validez avec le bouton «\u202fCommander avec obligation de paiement\u202f».',
            'Vous payez. Dès que le paiement est accepté, la commande est confirmée à l’écran et par e-mail, avec la facture et ces conditions.',
          ],
          'Le contrat est conclu en français ou en anglais. Vos commandes et leurs factures restent consultables dans votre compte. Le contrat d’un montant de 120\u00a0€ ou plus est conservé dix ans et vous est remis sur demande (code de la consommation, article L213-1).',
        ],
      },
      {
        title: 'Paiement',
        paragraphs: [
          'Le paiement se fait par carte bancaire, dans le délai affiché, auprès du prestataire de paiement. Votre banque peut vous demander de confirmer (3-D Secure). Le numéro de la carte ne passe pas par ce site et n’y est pas gardé.',
          'Si le délai passe, la commande expire, rien n’est dû et les places sont remises en vente. Une somme arrivée trop tard donne vos billets si les places sont libres\u202f; sinon elle vous est rendue en entier.',
        ],
      },
      {
        title: 'Pas de droit de rétractation',
        paragraphs: [
          'Un billet est une prestation de loisirs fournie à une date déterminée\u202f: le délai de rétractation de 14 jours ne s’applique pas (code de la consommation, article L221-28, 12°).',
        ],
      },
      {
        title: 'Annuler soi-même',
        paragraphs: [
          'Pour certaines épreuves, l’organisateur reprend les billets jusqu’à une date affichée sur la page de l’épreuve, dans le panier et sur la commande. Jusque-là, vous annulez dans votre compte, sans motif, et le prix payé vous est remboursé. Sans cette mention, ou après cette date, la commande est ferme\u202f; vous pouvez donner votre billet à une autre personne.',
        ],
      },
      {
        title: 'Épreuve annulée, déplacée ou modifiée',
        paragraphs: [
          'Épreuve annulée\u202f: vous êtes remboursé du prix entier, frais compris, sans rien avoir à demander.',
          'Épreuve déplacée à une autre date ou dans un autre lieu\u202f: vous êtes prévenu par e-mail et choisissez de garder votre billet ou de demander le remboursement du prix entier, au moins jusqu’à la date indiquée dans ce message.',
          'Le remboursement est demandé à votre banque sur la carte qui a servi à payer. Vos autres droits en cas d’inexécution restent entiers (code civil, articles 1217 et suivants).',
        ],
      },
      {
        title: 'Billets',
        paragraphs: [
          'Les billets sont électroniques\u202f: ils sont dans votre compte dès le paiement, et peuvent être montrés sur un téléphone, même sans connexion, ou imprimés lorsque l’épreuve le permet. Rien n’est envoyé par la poste.',
          'Chaque billet porte un code qui fait entrer une seule fois le nombre de personnes indiqué. Ne le publiez pas et ne l’envoyez pas en photo\u202f: seul le premier passage compte. Si un code a circulé, renouvelez-le dans votre compte.',
          'Un billet est nominatif. Vous pouvez changer le nom ou donner le billet en ligne, sans frais, jusqu’au délai affiché. La vente ou la revente habituelle sans l’accord de l’organisateur est un délit (code pénal, article 313-6-2).',
        ],
      },
      {
        title: 'Le jour de l’épreuve',
        paragraphs: [
          'Présentez-vous à partir de l’ouverture des portes, avec votre billet et une pièce d’identité\u202f: le nom peut être comparé. Les sacs peuvent être contrôlés. Les moins de 16 ans entrent avec un adulte. Le règlement du lieu s’applique.',
          'Un billet annulé, remboursé, donné à une autre personne ou déjà utilisé ne permet pas d’entrer. En cas de doute à l’entrée, un superviseur vérifie sur place.',
        ],
      },
      {
        title: 'Responsabilité',
        paragraphs: [
          'Le vendeur répond de plein droit de la bonne exécution de la commande (code de la consommation, article L221-15), sauf si l’inexécution est due à vous, au fait imprévisible et insurmontable d’un tiers, ou à la force majeure. Rien dans ces conditions ne retire un droit que la loi vous donne.',
        ],
      },
      {
        title: 'Données personnelles',
        paragraphs: [
          'La page «\u202fConfidentialité\u202f» dit quelles données servent à quoi, combien de temps elles sont gardées et comment exercer vos droits. Le code du billet ne contient aucune donnée personnelle.',
        ],
      },
      {
        title: 'Réclamation et médiation',
        paragraphs: [
          'Écrivez d’abord à {email}, avec votre numéro de commande. Sans réponse qui vous convienne sous deux mois, vous pouvez saisir gratuitement le médiateur de la consommation (code de la consommation, articles L612-1 et suivants)\u202f: {mediator}.',
        ],
      },
      {
        title: 'Langue, droit et juge',
        paragraphs: [
          'Le droit français s’applique, sans vous retirer la protection des règles impératives du pays où vous habitez. La version française fait foi. Vous pouvez saisir le tribunal du lieu où vous habitiez en commandant, ou celui du lieu de l’épreuve, outre ceux que désigne le code de procédure civile (code de la consommation, article R631-3).',
        ],
      },
    ],
  },
  use: {
    title: 'Conditions générales d’utilisation',
    sections: [
      {
        title: 'Le service',
        paragraphs: [
          'Ce site permet de chercher des épreuves, d’acheter des billets et de les montrer à l’entrée. Il est exploité par {entity}. La recherche et la lecture sont libres\u202f; l’achat demande un compte gratuit.',
          '{demo}',
        ],
      },
      {
        title: 'Votre compte',
        paragraphs: [
          'Un compte est ouvert par une personne de 16 ans au moins, à son nom, avec une adresse e-mail qui est la sienne. Vous pouvez le protéger par une clé d’accès ou une application de codes, voir où il est ouvert, et fermer chaque connexion.',
          'Gardez votre mot de passe pour vous. Si vous pensez qu’un autre le connaît, changez-le\u202f: toutes les autres connexions sont alors fermées.',
          'Vous pouvez supprimer votre compte à tout moment depuis «\u202fMes données\u202f». Pendant sept jours, un lien permet de revenir sur cette décision.',
        ],
      },
      {
        title: 'Usage loyal',
        paragraphs: [
          [
            'Pas de robot qui réserve ou surveille les places à votre place, ni de comptes multiples pour dépasser les limites.',
            'Pas de réservation sans intention d’acheter.',
            'Pas de tentative d’entrer dans le compte ou de lire les billets d’un autre.',
            'Pas de copie ni de contrefaçon de billets.',
          ],
          'Le nombre d’appels est limité pour que chacun ait sa chance. Qui signale une faille de bonne foi, sans s’en servir, n’enfreint pas ces règles.',
        ],
      },
      {
        title: 'Disponibilité',
        paragraphs: [
          'Le site est ouvert jour et nuit, sauf entretien ou panne. Quand beaucoup de monde vient en même temps, la consultation attend d’abord\u202f; les paiements et les entrées passent en premier. Les billets déjà ouverts sur votre appareil restent lisibles sans connexion.',
        ],
      },
      {
        title: 'Suspension',
        paragraphs: [
          'Un compte qui enfreint ces règles peut être suspendu. Vous en recevez la raison en écrivant à {email} et pouvez répondre. La suspension n’annule pas les billets achetés loyalement\u202f: ils restent valables ou sont remboursés.',
        ],
      },
      {
        title: 'Logiciel et contenus',
        paragraphs: [
          'Le logiciel OG-Tickets est libre, sous licence MIT. Les noms et marques des organisateurs et des lieux restent à leurs propriétaires.',
        ],
      },
      {
        title: 'Changements et droit',
        paragraphs: [
          'Ces conditions portent le même numéro de version que les conditions de vente. Une nouvelle version vaut pour les comptes et les commandes faits après sa publication\u202f; vous acceptez chaque version en commandant. Le droit français s’applique\u202f; la version française fait foi.',
        ],
      },
    ],
  },
};

/** The shape that every language must fill. */
export type TermsTexts = typeof terms;
