import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { buyingWords } from '../../words/buying.ts';
import { LoginForm } from './login-form.tsx';
import { PasskeyLogin } from './passkey-login.tsx';

/** The step of somebody who is not logged in: log in here, by password or passkey, or create an account and come back. */
export function CheckoutLogin() {
  const w = useWords(buyingWords).checkout;
  const { login } = useWords(accountWords);
  const offline = useOffline();
  return (
    <div className="flex flex-col gap-5">
      <Card as="section" labelledBy="coordonnees">
        <h2 id="coordonnees" className="heading text-24">
          {w.accountTitle}
        </h2>
        <p className="mt-1 mb-5 text-muted">{w.accountLead}</p>
        {/* The form goes away with the focus in it: the next step begins at the heading. */}
        <fieldset disabled={offline} className="contents">
          <LoginForm onDone={wantHeadingFocus} />
          <PasskeyLogin onDone={wantHeadingFocus} />
        </fieldset>
      </Card>
      <Card as="section" labelledBy="nouveau">
        <h2 id="nouveau" className="heading text-24">
          {w.newTitle}
        </h2>
        <p className="mt-1 mb-4 text-muted">{w.newText}</p>
        <ButtonLink to="/inscription" search={{ suite: '/commande' }} variant="secondary">
          {login.create}
        </ButtonLink>
      </Card>
    </div>
  );
}
