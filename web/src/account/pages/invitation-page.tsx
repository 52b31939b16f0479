import { acceptStaffInvitation } from '@og-tickets/contract/people.ts';
import { call } from '../../api/call.ts';
import { useWords } from '../../words/book.ts';
import { peopleWords } from '../../words/people.ts';
import { SetPassword } from '../parts/set-password.tsx';

/** The page behind the link of an invitation: a password, and the account has its role. */
export function InvitationPage() {
  return (
    <SetPassword
      fieldId="mot-de-passe-equipe"
      words={useWords(peopleWords).accept}
      save={(body) => call(acceptStaffInvitation, { body })}
      linkRefusal="staff_invitation_invalid"
    />
  );
}
