import { refusalsOfAccounts } from './refusals-of-accounts.ts';
import { refusalsOfCatalogue } from './refusals-of-catalogue.ts';
import { refusalsOfGates } from './refusals-of-gates.ts';
import { refusalsOfRefunds } from './refusals-of-refunds.ts';

/**
 * Every refusal the API can answer: its stable code, its HTTP status and one sentence in French and English that says
 * what to do next. Server and page take the sentence from here, so that both always say the same.
 */
export const refusals = {
  ...refusalsOfAccounts,
  ...refusalsOfGates,
  ...refusalsOfRefunds,
  ...refusalsOfCatalogue,
  invalid_request: {
    status: 400,
    fr: 'La demande contient une valeur incorrecte. Corrigez les champs indiqués.',
    en: 'The request holds a wrong value. Correct the fields that are named.',
  },
  idempotency_key_missing: {
    status: 400,
    fr: 'Il manque l’en-tête Idempotency-Key. Envoyez une clé unique pour cette action.',
    en: 'The Idempotency-Key header is missing. Send a key of its own for this action.',
  },
  forbidden: {
    status: 403,
    fr: 'Votre compte n’a pas accès à cette action.',
    en: 'Your account may not do this.',
  },
  origin_refused: {
    status: 403,
    fr: 'Cette demande vient d’un autre site. Rechargez la page et recommencez.',
    en: 'This request comes from another site. Reload the page and try again.',
  },
  webhook_refused: {
    status: 400,
    fr: 'La signature de cette notification n’est pas valable.',
    en: 'The signature of this notification is not valid.',
  },
  not_found: {
    status: 404,
    fr: 'Cette page ou cet objet n’existe pas, ou n’est pas à vous.',
    en: 'This does not exist, or is not yours.',
  },
  method_not_allowed: {
    status: 405,
    fr: 'Cette adresse n’accepte pas cette méthode.',
    en: 'This address does not accept this method.',
  },
  request_timeout: {
    status: 408,
    fr: 'La demande a mis trop de temps à arriver. Recommencez.',
    en: 'The request took too long to arrive. Try again.',
  },
  changed_elsewhere: {
    status: 409,
    fr: 'Votre profil a changé entre-temps, dans un autre onglet ou sur un autre appareil. Relisez-le, puis recommencez.',
    en: 'Your profile has changed in the meantime, in another tab or on another device. Look at it again, then retry.',
  },
  settings_changed_elsewhere: {
    status: 409,
    fr: 'Quelqu’un a changé les réglages entre-temps. Relisez-les, puis recommencez.',
    en: 'Somebody has changed the settings in the meantime. Look at them again, then retry.',
  },
  logo_unfit: {
    status: 409,
    fr: 'Cette image ne convient pas. Choisissez un PNG non entrelacé de 200 ko et 1 200 × 600 pixels au plus.',
    en: 'This image does not fit. Choose a PNG, not interlaced, of 200 kB and 1,200 × 600 pixels at most.',
  },
  mail_words_unfit: {
    status: 409,
    fr: 'Une accolade ne correspond à aucun champ de ce courriel, ou il manque un champ. Corrigez le texte.',
    en: 'A brace stands for nothing that this mail knows, or something is missing. Correct the text.',
  },
  colour_unreadable: {
    status: 409,
    fr: 'Du texte blanc serait illisible sur cette couleur. Choisissez-en une plus foncée.',
    en: 'White text could not be read on this colour. Choose a darker one.',
  },
  sale_closed: {
    status: 409,
    fr: 'La vente est fermée pour l’instant. Votre panier est gardé ; revenez plus tard.',
    en: 'The sale is closed for now. Your cart is kept; come back later.',
  },
  capacity_exhausted: {
    status: 409,
    fr: 'Il ne reste pas assez de places dans cette catégorie. Choisissez moins de places ou une autre catégorie.',
    en: 'Not enough places are left in this category. Choose fewer places or another category.',
  },
  limit_per_session: {
    status: 409,
    fr: 'Vous atteignez le nombre de places permis par personne pour cette épreuve.',
    en: 'You have reached the number of places allowed per person for this session.',
  },
  limit_per_account: {
    status: 409,
    fr: 'Vous atteignez le nombre de places permis par compte.',
    en: 'You have reached the number of places allowed per account.',
  },
  sales_closed: {
    status: 409,
    fr: 'Cette épreuve n’est pas en vente en ce moment.',
    en: 'This session is not on sale at the moment.',
  },
  amount_too_small: {
    status: 409,
    fr: 'Ce montant est trop petit pour être payé par carte. Ajoutez un billet, ou écrivez à l’organisateur.',
    en: 'This amount is too small to be paid by card. Add a ticket, or write to the organiser.',
  },
  cart_empty: {
    status: 409,
    fr: 'Votre panier est vide. Choisissez une épreuve.',
    en: 'Your cart is empty. Choose a session.',
  },
  cart_full: {
    status: 409,
    fr: 'Votre panier compte trop de lignes. Payez ou retirez-en avant d’en ajouter.',
    en: 'Your cart has too many lines. Pay or remove some before adding more.',
  },
  hold_expired: {
    status: 409,
    fr: 'Le délai de réservation est passé. Reprenez vos places dans le panier.',
    en: 'The time for your reservation is over. Take your places again in the cart.',
  },
  hold_not_extendable: {
    status: 409,
    fr: 'La réservation ne peut plus être prolongée. Terminez votre commande avant l’heure indiquée.',
    en: 'The reservation cannot be extended any more. Finish your order before the time shown.',
  },
  payment_not_payable: {
    status: 409,
    fr: 'Ce paiement est déjà terminé. Rien de plus ne sera débité.',
    en: 'This payment has already ended. Nothing more will be taken.',
  },
  pdf_takes_longer: {
    status: 409,
    fr: 'Cette commande compte trop de billets pour un PDF immédiat. Demandez-le depuis la page de la commande, qui montre son avancement.',
    en: 'This order has too many tickets for a PDF at once. Ask for it on the page of the order, which shows its progress.',
  },
  order_expired: {
    status: 409,
    fr: 'Le délai de paiement est passé. Rien n’a été débité ; vos places ont été remises en vente.',
    en: 'The time to pay is over. Nothing was taken; your places are on sale again.',
  },
  order_not_cancellable: {
    status: 409,
    fr: 'Cette commande ne peut plus être annulée : elle est déjà annulée, remboursée ou expirée.',
    en: 'This order can no longer be cancelled: it was cancelled, refunded or has expired.',
  },
  order_paid_meanwhile: {
    status: 409,
    fr: 'Votre paiement vient d’arriver : la commande est payée et vos billets sont prêts. Vous pouvez les annuler un par un.',
    en: 'Your payment has just arrived: the order is paid and your tickets are ready. You can cancel them one by one.',
  },
  ticket_not_cancellable: {
    status: 409,
    fr: 'Un de ces billets ne peut plus être annulé : il a servi, a été donné ou n’est plus valable. Relisez l’aperçu.',
    en: 'One of these tickets can no longer be cancelled: it was used, given away or is no longer valid. See the preview.',
  },
  cancellation_closed: {
    status: 409,
    fr: 'Ces billets ne sont plus remboursables : le délai d’annulation est passé, ou l’épreuve n’en prévoit pas.',
    en: 'These tickets can no longer be refunded: the time to cancel is over, or the session has none.',
  },
  no_confirmation: {
    status: 409,
    fr: 'Cette commande n’a pas de confirmation à envoyer : elle n’est pas payée, ou tous ses billets ont été rendus.',
    en: 'This order has no confirmation to send: it is not paid, or all of its tickets were given back.',
  },
  refund_amount_changed: {
    status: 409,
    fr: 'Le montant du remboursement a changé depuis l’aperçu. Vérifiez le nouveau montant, puis confirmez.',
    en: 'The amount of the refund has changed since the preview. Check the new amount, then confirm.',
  },
  refund_not_failed: {
    status: 409,
    fr: 'Ce remboursement n’a pas échoué : il est en route ou déjà versé.',
    en: 'This refund has not failed: it is on its way or was paid.',
  },
  refund_run_open: {
    status: 409,
    fr: 'Un traitement de cette épreuve n’est pas terminé. Attendez sa fin ou reprenez-le.',
    en: 'A run of this session is not done. Wait for its end or resume it.',
  },
  session_cancelled: {
    status: 409,
    fr: 'Cette épreuve est déjà annulée.',
    en: 'This session is cancelled already.',
  },
  ticket_not_valid: {
    status: 409,
    fr: 'Ce billet n’est plus valable : il a été annulé, remboursé ou bloqué.',
    en: 'This ticket is no longer valid: it was cancelled, refunded or blocked.',
  },
  paper_not_allowed: {
    status: 409,
    fr: 'Cette épreuve n’accepte pas de billet imprimé. Montrez le code de votre billet sur votre téléphone.',
    en: 'This session accepts no printed ticket. Show the code of your ticket on your phone.',
  },
  code_not_released: {
    status: 409,
    fr: 'Le code de ce billet n’est pas encore disponible. La page du billet dit à partir de quand.',
    en: 'The code of this ticket is not available yet. The page of the ticket says from when.',
  },
  holder_locked: {
    status: 409,
    fr: 'Les noms de ce billet ne peuvent plus changer : les portes sont ouvertes, ou il a servi.',
    en: 'The names on this ticket can no longer change: the doors are open, or it was used.',
  },
  ticket_not_transferable: {
    status: 409,
    fr: 'Ce billet ne peut pas être transféré : il a servi ou n’est plus valable.',
    en: 'This ticket cannot be transferred: it was used or is no longer valid.',
  },
  transfer_open: {
    status: 409,
    fr: 'Un transfert de ce billet est déjà en cours. Annulez-le avant d’en faire un autre.',
    en: 'A transfer of this ticket is already open. Cancel it before you make another one.',
  },
  transfer_closed: {
    status: 409,
    fr: 'Il est trop tard pour transférer ce billet : l’épreuve est trop proche.',
    en: 'It is too late to transfer this ticket: the session is too near.',
  },
  transfer_own: {
    status: 409,
    fr: 'Ce billet est déjà dans votre compte. Envoyez le lien à la personne à qui vous le donnez.',
    en: 'This ticket is in your account already. Send the link to the person you give it to.',
  },
  request_in_progress: {
    status: 409,
    fr: 'Cette même demande est en cours. Attendez un instant.',
    en: 'This same request is in progress. Wait a moment.',
  },
  scan_id_reused: {
    status: 409,
    fr: 'Ce numéro de contrôle a déjà servi pour un autre billet. Scannez à nouveau.',
    en: 'This scan number was already used for another ticket. Scan again.',
  },
  payload_too_large: {
    status: 413,
    fr: 'La demande est trop longue.',
    en: 'The request is too long.',
  },
  unsupported_media_type: {
    status: 415,
    fr: 'Envoyez la demande en JSON (Content-Type: application/json).',
    en: 'Send the request as JSON (Content-Type: application/json).',
  },
  idempotency_key_reused: {
    status: 422,
    fr: 'Cette clé a déjà servi pour une autre demande. Envoyez une nouvelle clé.',
    en: 'This key was already used for another request. Send a new key.',
  },
  transfer_link_invalid: {
    status: 422,
    fr: 'Ce lien ne donne plus de billet. Demandez-en un autre à la personne qui vous l’a envoyé.',
    en: 'This link no longer gives a ticket. Ask the person who sent it for another one.',
  },
  card_invalid: {
    status: 422,
    fr: 'Vérifiez le numéro, la date et le code de votre carte.',
    en: 'Check the number, the date and the code of your card.',
  },
  rate_limited: {
    status: 429,
    fr: 'Trop de demandes en peu de temps. Réessayez dans un moment.',
    en: 'Too many requests in a short time. Try again in a moment.',
  },
  confirmation_sent_often: {
    status: 429,
    fr: 'La confirmation vient d’être envoyée trois fois. Regardez dans les courriers indésirables, ou redemandez-la dans une heure.',
    en: 'The confirmation has just been sent three times. Look among the junk mail, or ask for it again in an hour.',
  },
  internal_error: {
    status: 500,
    fr: 'Une erreur est survenue de notre côté. Réessayez ; si elle revient, donnez-nous le numéro de référence.',
    en: 'Something went wrong on our side. Try again; if it comes back, tell us the reference number.',
  },
  payment_provider_unreachable: {
    status: 503,
    fr: 'Le service de paiement ne répond pas. Rien n’a changé ; réessayez dans un moment.',
    en: 'The payment service does not answer. Nothing has changed; try again in a moment.',
  },
  service_unavailable: {
    status: 503,
    fr: 'Le service ne répond pas pour l’instant. Réessayez dans un moment.',
    en: 'The service does not answer just now. Try again in a moment.',
  },
  overloaded: {
    status: 503,
    fr: 'Le service est très demandé. Nouvel essai dans quelques secondes.',
    en: 'The service is in high demand. Another try in a few seconds.',
  },
} as const satisfies Record<string, { status: number; fr: string; en: string }>;

/** Stable code of a refusal, the `code` of a problem+json reply. */
export type RefusalCode = keyof typeof refusals;
