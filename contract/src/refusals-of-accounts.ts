/** What the API answers about logins, passwords, factors and addresses; part of `refusals`. */
export const refusalsOfAccounts = {
  unauthenticated: {
    status: 401,
    fr: 'Connectez-vous pour continuer.',
    en: 'Log in to continue.',
  },
  bad_credentials: {
    status: 401,
    fr: 'Adresse ou mot de passe incorrect. Vérifiez les deux, ou l’activation de votre compte.',
    en: 'Wrong address or password. Check both, and that your account is activated.',
  },
  not_activated: {
    status: 403,
    fr: 'Votre inscription n’est pas encore confirmée. Suivez le courriel que vous avez reçu, ou demandez-le à nouveau.',
    en: 'Your registration is not confirmed yet. Follow the mail that you were sent, or ask for it again.',
  },
  password_wrong: {
    status: 403,
    fr: 'Le mot de passe actuel n’est pas le bon. Rien n’a changé.',
    en: 'The current password is not right. Nothing has changed.',
  },
  mfa_required: {
    status: 403,
    fr: 'Votre compte demande une double authentification. Ajoutez une clé d’accès ou une application dans « Sécurité », ou prouvez celle que vous avez.',
    en: 'Your account needs a second factor. Add a passkey or an app under “Security”, or prove the one you have.',
  },
  step_up_required: {
    status: 403,
    fr: 'Confirmez que c’est bien vous, puis recommencez cette action.',
    en: 'Confirm that it is you, then repeat this action.',
  },
  step_up_method_unfit: {
    status: 403,
    fr: 'Le mot de passe ne suffit pas : utilisez votre clé d’accès, votre application ou un code de secours.',
    en: 'The password is not enough: use your passkey, your app or a recovery code.',
  },
  last_admin: {
    status: 409,
    fr: 'C’est le dernier compte administrateur. Nommez-en un autre d’abord.',
    en: 'This is the last admin account. Make somebody else an admin first.',
  },
  own_account: {
    status: 409,
    fr: 'C’est votre propre compte : demandez à un autre administrateur.',
    en: 'This is your own account: ask another admin.',
  },
  account_state_changed: {
    status: 409,
    fr: 'L’état de ce compte ne le permet pas, ou plus. Rechargez la page pour voir où il en est.',
    en: 'The state of this account does not allow it, or no longer. Reload the page to see how it stands.',
  },
  staff_invitation_invalid: {
    status: 422,
    fr: 'Cette invitation n’est plus valable. Demandez-en une autre à la personne qui vous a invité.',
    en: 'This invitation is no longer valid. Ask whoever invited you for another one.',
  },
  tickets_to_come: {
    status: 409,
    fr: 'Vous avez encore des billets pour des séances à venir. Annulez-les ou donnez-les, puis recommencez.',
    en: 'You still have tickets for sessions to come. Cancel them or give them away, then try again.',
  },
  mfa_token_invalid: {
    status: 401,
    fr: 'Cette connexion a trop attendu. Recommencez avec votre adresse et votre mot de passe.',
    en: 'This login has waited too long. Start again with your address and password.',
  },
  email_unchanged: {
    status: 409,
    fr: 'C’est déjà l’adresse de votre compte.',
    en: 'This is the address of your account already.',
  },
  email_in_use: {
    status: 409,
    fr: 'Cette adresse a maintenant un autre compte. Votre compte garde son adresse.',
    en: 'This address has another account by now. Your account keeps its address.',
  },
  totp_not_begun: {
    status: 409,
    fr: 'Il n’y a pas d’application à confirmer ici. Recommencez l’ajout de l’application.',
    en: 'There is no app to confirm here. Start adding the app again.',
  },
  last_factor: {
    status: 409,
    fr: 'Votre rôle demande une double authentification : ajoutez-en une autre avant de retirer celle-ci.',
    en: 'Your role needs a second factor: add another one before removing this one.',
  },
  no_factor: {
    status: 409,
    fr: 'Les codes de secours accompagnent une double authentification. Ajoutez d’abord une clé d’accès ou une application.',
    en: 'Recovery codes go with a second factor. Add a passkey or an app first.',
  },
  too_many_passkeys: {
    status: 409,
    fr: 'Vous avez déjà beaucoup de clés d’accès. Retirez-en une avant d’en ajouter.',
    en: 'You have many passkeys already. Remove one before adding another.',
  },
  mfa_code_invalid: {
    status: 422,
    fr: 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le code suivant de votre application.',
    en: 'This code is not right, or was used before. Wait for the next code of your app.',
  },
  passkey_refused: {
    status: 422,
    fr: 'Cette clé d’accès n’a pas pu être vérifiée. Recommencez, ou choisissez un autre moyen.',
    en: 'This passkey could not be verified. Try again, or choose another way.',
  },
  password_too_common: {
    status: 422,
    fr: 'Ce mot de passe est trop courant. Choisissez une phrase que vous seul connaissez.',
    en: 'This password is too common. Choose a sentence that only you know.',
  },
  token_invalid: {
    status: 422,
    fr: 'Ce lien n’est plus valable. Inscrivez-vous à nouveau pour en recevoir un autre.',
    en: 'This link is no longer valid. Register again to receive another one.',
  },
} as const;
