import type { Module, Platform } from '../../platform/platform.ts';
import { factorCron, factorJobs } from './factor-jobs.ts';
import { factorRoutes } from './factor-routes.ts';
import { loginStatesOf } from './login-states.ts';
import { accountCron, accountJobs } from './jobs.ts';
import { passwordRoutes } from './password-routes.ts';
import { profileRoutes } from './profile-routes.ts';
import { accountRoutes } from './routes.ts';

export { changeRole, disableAccount, enableAccount } from './actions/administer-account.ts';
export { acceptInvitation } from './actions/accept-invitation.ts';
export { endLoginsByAdmin } from './actions/end-logins.ts';
export { hashUnknownPassword, type Invited, inviteStaff, withdrawInvitation } from './actions/invite-staff.ts';
export { sendActivationAgain } from './actions/send-activation-again.ts';
export { closeAccount, closeForErasure, undoErasure } from './actions/close-account.ts';
export { createAccount } from './actions/create-account.ts';
export { createAdmin } from './actions/create-admin.ts';
export { eraseAccounts } from './actions/erase-accounts.ts';
export { renewUserKey } from './actions/renew-user-key.ts';
export { resetFactors } from './actions/reset-factors.ts';
export { indexAddresses } from './actions/index-addresses.ts';
export { sealClearAccounts } from './actions/seal-clear-accounts.ts';
export { authenticateToken } from './authenticate-token.ts';
export { hashToken, makeToken } from './secret-token.ts';
export { loginStatesOf } from './login-states.ts';
export { nameIndex, openDataKey, openPasskeyName, openPerson } from './personal-data.ts';
export { findAccountId } from './views/find-account-id.ts';
export { isPasswordOf } from './views/is-password-of.ts';
export { type Contact, readContact } from './views/contact.ts';
export { contactsOf, namesOf } from './views/names.ts';
export { readDataKey } from './views/data-key.ts';
export { findAccounts, readAccountPanel } from './views/account-panel.ts';
export { readInvitations } from './views/staff-invitations.ts';
export { readStaff } from './views/staff.ts';
export { readOwnRecord } from './views/own-record.ts';
export { accountSealedColumns } from './sql/sealed-columns.ts';
export { type AccountKeys, holdAccountKeys, opensUserKeys } from './views/user-key.ts';

/** Who people are: registration, activation, logins. */
export function accountsModule(platform: Platform): Module {
  const start = async (): Promise<void> => {
    platform.fanOut.subscribe('logins', (loginId) => loginStatesOf(platform).forgetHere(loginId));
    if (platform.config.publicUrl?.startsWith('https:')) return;
    platform.log.warn(
      'PUBLIC_URL is not https: cookies go without Secure and without the __Host- name; for trying out only',
    );
  };
  return {
    name: 'accounts',
    routes: [
      ...accountRoutes(platform),
      ...passwordRoutes(platform),
      ...profileRoutes(platform),
      ...factorRoutes(platform),
    ],
    jobs: [...accountJobs(platform), ...factorJobs(platform)],
    cron: [...accountCron, ...factorCron],
    start,
  };
}
