import type { MailWords } from '@og-tickets/contract/mail-texts.ts';
import type { MailKind } from '@og-tickets/contract/rules/mail-words.ts';

/** The words of mails where a shop has none of its own. */
export const usualWords: Record<MailKind, MailWords> = {
  activation: {
    fr: {
      opening: 'Votre compte {shop} est presque prêt. Il ne reste qu’à confirmer votre adresse :',
      closing: '',
    },
    en: { opening: 'Your {shop} account is almost ready. Only your address is left to confirm:', closing: '' },
  },
  order_paid: {
    fr: { opening: 'Merci ! Votre commande {order} est payée et vos billets sont prêts :', closing: '' },
    en: { opening: 'Thank you! Your order {order} is paid and your tickets are ready:', closing: '' },
  },
  tickets_cancelled: {
    fr: { opening: 'Comme vous l’avez demandé, ces billets de la commande {order} sont annulés :', closing: '' },
    en: { opening: 'As you asked, these tickets of order {order} are cancelled:', closing: '' },
  },
  tickets_refunded: {
    fr: { opening: 'L’organisateur vous rembourse ces billets de la commande {order} :', closing: '' },
    en: { opening: 'The organiser refunds these tickets of order {order}:', closing: '' },
  },
  session_cancelled: {
    fr: { opening: 'L’épreuve « {session} », prévue le {date}, n’aura pas lieu.', closing: '' },
    en: { opening: 'The session “{session}”, due on {date}, will not take place.', closing: '' },
  },
  session_moved: {
    fr: { opening: 'L’épreuve « {session} », prévue le {date}, aura lieu le {newDate}.', closing: '' },
    en: { opening: 'The session “{session}”, due on {date}, will take place on {newDate}.', closing: '' },
  },
};
