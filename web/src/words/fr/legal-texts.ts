import { limits } from '@og-tickets/contract/limits.ts';
import type { LegalText } from '@og-tickets/contract/terms-text/legal-text.ts';

const privacy: LegalText = {
  title: 'Confidentialité',
  sections: [
    {
      title: 'Qui est responsable',
      paragraphs: [
        '{entity}, {address}, décide de l’usage des données décrites ici. Pour toute question\u202f: {email}.',
        '{demo}',
      ],
    },
    {
      title: 'Ce qui est gardé, pourquoi, combien de temps',
      paragraphs: [
        [
          'Adresse e-mail, prénom, nom, langue\u202f: pour votre compte (contrat). Jusqu’à sa suppression, ou deux ans sans connexion, après un message d’avertissement.',
          `Mot de passe (sous forme d’empreinte), seconds facteurs, connexions et navigateurs reconnus\u202f: pour la sécurité de votre compte (intérêt légitime). Une connexion prend fin après ${limits.refreshTokenDays} jours sans usage, et après ${limits.loginDays} jours dans tous les cas\u202f; un navigateur reconnu est oublié après ${limits.deviceCookieDays} jours sans usage.`,
          'Commandes, paiements, billets, conditions acceptées\u202f: pour exécuter la vente (contrat). Sans votre nom une fois le compte supprimé.',
          'Nom du titulaire d’un billet\u202f: pour l’entrée (contrat). Jusqu’à la suppression du compte.',
          'Passages aux portes\u202f: pour qu’un billet ne serve qu’une fois (contrat). Sans nom dès le départ.',
          'Nom et adresse e-mail sur les factures et avoirs\u202f: obligation comptable, dix ans (code de commerce, article L123-22).',
          'Adresse IP\u202f: pour limiter les abus et trouver les pannes (intérêt légitime). Comptée 24 heures au plus dans la base, et gardée dans les journaux techniques selon la durée que fixe l’exploitant.',
        ],
        'Le type de place (fauteuil, accompagnant) est enregistré, jamais un handicap. Le code d’un billet ne contient ni nom ni adresse e-mail. Le numéro de carte ne passe pas par ce site.',
      ],
    },
    {
      title: 'Qui les reçoit',
      paragraphs: [
        'Les personnes habilitées de l’exploitant et du contrôle d’accès, chacune pour ce que demande sa tâche\u202f; l’hébergeur\u202f: {host}\u202f; le prestataire de paiement, qui demande la carte lui-même\u202f; le service qui achemine les e-mails. Personne d’autre\u202f: ni publicité, ni mesure d’audience, ni vente de données. Aucune décision n’est prise sur vous par une machine seule.',
      ],
    },
    {
      title: 'Comment elles sont protégées',
      paragraphs: [
        'Noms, adresses e-mail et secrets sont chiffrés dans la base sous une clé propre à chaque compte. Ce que fait le personnel est inscrit dans un journal qui ne peut pas être modifié sans que cela se voie.',
      ],
    },
    {
      title: 'Vos droits',
      paragraphs: [
        'Vous pouvez voir vos données, en recevoir une copie (JSON et CSV), les corriger et supprimer votre compte depuis «\u202fMes données\u202f» et «\u202fMon profil\u202f». La suppression attend que vos billets à venir soient passés, annulés ou donnés.',
        'Vous pouvez aussi vous opposer à un usage ou le faire limiter en écrivant à {email}\u202f; une réponse vient sous un mois. Si elle ne vous convient pas, vous pouvez saisir la CNIL (3 place de Fontenoy, 75007 Paris, www.cnil.fr).',
      ],
    },
  ],
};

const cookies: LegalText = {
  title: 'Cookies',
  sections: [
    {
      title: 'Seulement ce qui est nécessaire',
      paragraphs: [
        'Ce site ne pose que des cookies sans lesquels il ne peut pas rendre le service que vous demandez. Ils n’ont pas besoin d’accord (loi du 6 janvier 1978, article 82)\u202f: c’est pourquoi aucun bandeau ne vous le demande. Il n’y a ni publicité, ni mesure d’audience, ni cookie d’un autre site.',
      ],
    },
    {
      title: 'Les cookies de ce site',
      paragraphs: [
        [
          `og_refresh\u202f: vous garde connecté. ${limits.refreshTokenDays} jours après le dernier usage, ${limits.loginDays} jours au plus, ou jusqu’à la déconnexion.`,
          `og_device\u202f: reconnaît un navigateur où vous vous êtes déjà connecté, pour la sécurité de votre compte. ${limits.deviceCookieDays} jours.`,
          'og_cart\u202f: retrouve le panier d’un visiteur sans compte. 180 jours.',
        ],
        'Leur nom commence par __Host- sur une adresse sécurisée. Aucun script ne peut les lire.',
      ],
    },
    {
      title: 'Ce que garde votre appareil',
      paragraphs: [
        'Hors cookies, votre navigateur garde sur votre appareil la langue choisie, une copie du contenu du panier, les dernières épreuves vues, ce que vous avez commencé à saisir, et vos billets pour les montrer sans connexion. Les dernières épreuves vues et la langue ne sont pas envoyées comme historique au serveur. La déconnexion efface les billets\u202f; vider les données du site dans le navigateur efface tout.',
      ],
    },
    {
      title: 'Au moment de payer',
      paragraphs: [
        'Le prestataire de paiement peut poser ses propres cookies sur sa page ou dans son cadre, pour la sécurité du paiement.',
      ],
    },
  ],
};

const notice: LegalText = {
  title: 'Mentions légales',
  sections: [
    {
      title: 'Éditeur',
      paragraphs: [
        '{entity}, {address}.',
        [
          'Immatriculation\u202f: {registration}',
          'Numéro de TVA\u202f: {vatNumber}',
          'E-mail\u202f: {email}',
          'Téléphone\u202f: {phone}',
        ],
        '{demo}',
      ],
    },
    { title: 'Direction de la publication', paragraphs: ['{publicationDirector}'] },
    { title: 'Hébergeur', paragraphs: ['{host}'] },
    {
      title: 'Médiateur de la consommation',
      paragraphs: [
        '{mediator}',
        'Après une réclamation écrite restée sans réponse qui vous convienne sous deux mois, sa saisine est gratuite pour vous.',
      ],
    },
    {
      title: 'Logiciel et crédits',
      paragraphs: [
        'Ce site fonctionne avec OG-Tickets, logiciel libre sous licence MIT. Polices\u202f: Bricolage Grotesque et Atkinson Hyperlegible, sous licence SIL OFL. Les icônes des sports sont dessinées pour ce logiciel.',
        'OG-Tickets n’est lié à aucun comité d’organisation ni à aucune marque sportive.',
      ],
    },
  ],
};

const accessibility: LegalText = {
  title: 'Accessibilité',
  sections: [
    {
      title: 'Ce que nous visons',
      paragraphs: [
        'Ce service vise le niveau AA des règles WCAG 2.2, qui couvrent celles de la norme EN 301 549 pour le commerce en ligne (directive (UE) 2019/882, code de la consommation, article L412-13).',
      ],
    },
    {
      title: 'Ce qui est fait',
      paragraphs: [
        [
          'Achat, remboursement et saisie au contrôle sont faits pour le clavier seul.',
          'Contrastes mesurés, thème clair et sombre, zoom jusqu’à 400 %, mouvement réduit si vous le demandez.',
          'Aucune information par la couleur seule\u202f; erreurs reliées à leur champ\u202f; messages lus par les lecteurs d’écran.',
          'Pas de test d’image à l’entrée (CAPTCHA), mots de passe à coller permis.',
          'Temps de réservation annoncé, prolongeable une fois\u202f; rien de saisi n’est perdu.',
        ],
      ],
    },
    {
      title: 'Comment c’est vérifié',
      paragraphs: [
        'Des contrôles automatiques (axe) passent sur les pages en français et en anglais, en clair et en sombre, sur téléphone et sur ordinateur. Ils ne trouvent qu’une partie des défauts. Aucun audit complet par un tiers ni essai par des utilisateurs de lecteurs d’écran n’a encore été fait\u202f: nous ne déclarons donc pas de conformité totale.',
      ],
    },
    {
      title: 'Ce qui manque encore',
      paragraphs: [
        [
          'Un PDF de billet n’est pas aussi facile à lire qu’une page\u202f: le billet de votre compte dit la même chose.',
          'La lecture du code par la caméra, au contrôle, demande la vue\u202f; la saisie à la main la remplace.',
          'La page de paiement d’un prestataire externe dépend de lui.',
        ],
      ],
    },
    {
      title: 'Nous le dire',
      paragraphs: [
        'Une page vous résiste\u202f? Écrivez à {email} ou appelez\u202f: {phone}. Dites la page et ce que vous utilisez\u202f; nous vous aidons à acheter ou à entrer autrement en attendant.',
        'Sans réponse, vous pouvez saisir le Défenseur des droits (www.defenseurdesdroits.fr) ou signaler le défaut à la DGCCRF (signal.conso.gouv.fr).',
      ],
    },
    {
      title: 'Sur place',
      paragraphs: [
        'Les places pour fauteuil roulant et les places d’accompagnant sont indiquées sur la page de chaque épreuve et se réservent en ligne, dans la même commande.',
      ],
    },
  ],
};

const contact: LegalText = {
  title: 'Contact',
  sections: [
    {
      title: 'Écrire ou appeler',
      paragraphs: [
        ['E-mail\u202f: {email}', 'Téléphone\u202f: {phone}', 'Courrier\u202f: {entity}, {address}'],
        'Avec votre numéro de commande, la réponse vient plus vite. N’envoyez jamais le code de votre billet ni un mot de passe\u202f: nous ne les demandons pas.',
        '{demo}',
      ],
    },
    {
      title: 'Souvent, la réponse est déjà là',
      paragraphs: [
        [
          'Billet introuvable\u202f: «\u202fMes billets\u202f», ou «\u202fRenvoyer la confirmation\u202f» sur la page de la commande.',
          'Annuler ou être remboursé\u202f: la page de la commande dit jusqu’à quand.',
          'Facture\u202f: en PDF sur la page de la commande.',
          'Donner un billet à un proche\u202f: sur la page du billet.',
          'Code perdu ou copié\u202f: «\u202fRenouveler mes codes\u202f» dans «\u202fMes billets\u202f».',
        ],
      ],
    },
    {
      title: 'Réclamation',
      paragraphs: [
        'Sans réponse qui vous convienne sous deux mois, le médiateur de la consommation peut être saisi gratuitement\u202f: {mediator}.',
      ],
    },
  ],
};

/** Legal texts that nobody has to accept; the terms of sale and of use are in the contract. */
export const legalTexts = { privacy, cookies, notice, accessibility, contact };

/** The shape that every language must fill. */
export type LegalTexts = typeof legalTexts;
