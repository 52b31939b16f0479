import { resetPassword } from '@og-tickets/contract/passwords.ts';
import { call } from '../../api/call.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { SetPassword } from '../parts/set-password.tsx';

/** The page behind the link of the mail: a new password, and every login of the account ends. */
export function ResetPasswordPage() {
  const w = useWords(identityWords).reset;
  return (
    <SetPassword
      fieldId="nouveau-mot-de-passe"
      words={w}
      save={(body) => call(resetPassword, { body })}
      linkRefusal="token_invalid"
      afterInvalid={<ButtonLink to="/mot-de-passe-oublie">{w.askAgain}</ButtonLink>}
    />
  );
}
