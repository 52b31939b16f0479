import type { MailKind, MailPlaceholder } from '@og-tickets/contract/rules/mail-words.ts';

const kinds: Record<MailKind, string> = {
  activation: 'Activation du compte',
  order_paid: 'Confirmation de commande',
  tickets_cancelled: 'Annulation par l’acheteur',
  tickets_refunded: 'Remboursement par l’organisateur',
  session_cancelled: 'Épreuve annulée',
  session_moved: 'Épreuve déplacée',
};
const placeholders: Record<MailPlaceholder, string> = {
  shop: 'le nom de la boutique',
  order: 'le numéro de commande',
  amount: 'le montant',
  session: 'le nom de l’épreuve',
  date: 'la date prévue',
  newDate: 'la nouvelle date',
};

export const mailTexts = {
  title: 'Textes des courriels',
  lead: 'Le début et la fin de chaque courriel. Le reste, que la loi ou la commande impose, ne change pas.',
  kind: 'Courriel',
  kinds,
  usual: 'Textes d’origine',
  own: 'Textes de la boutique',
  french: 'En français',
  english: 'En anglais',
  opening: 'Début, après la formule d’appel',
  closing: 'Fin, avant la signature',
  fields: 'Vous pouvez écrire, entre accolades\u202f:',
  placeholders,
  must: 'obligatoire au début',
  lines: 'Chaque ligne devient un paragraphe.',
  missing: 'Écrivez un début.',
  unknown: (text: string) => `Ce courriel ne connaît pas «\u202f${text}\u202f».`,
  absent: (name: string) => `Il manque {${name}}.`,
  save: 'Enregistrer les textes',
  saved: 'Les textes sont enregistrés.',
  reset: 'Revenir aux textes d’origine',
  resetText: 'Vos textes de ce courriel sont oubliés\u202f; le journal les garde.',
  wasReset: 'Ce courriel a de nouveau ses textes d’origine.',
  changedElsewhere:
    'Quelqu’un a changé ces textes entre-temps. Voici les siens\u202f; les vôtres sont encore dans le formulaire.',
  takeTheirs: 'Reprendre les siens',
  preview: 'Aperçu',
  previewIn: { fr: 'Aperçu en français', en: 'Aperçu en anglais' },
  subject: 'Objet',
  asHtml: 'Mis en forme',
  asText: 'Texte seul',
  sample: 'Commande, épreuve et personne sont inventées. Rien n’est envoyé.',
};

export type MailTextsWords = typeof mailTexts;
