import { limits } from '@og-tickets/contract/limits.ts';
import * as contract from '@og-tickets/contract/second-factors.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { addPasskey } from './actions/add-passkey.ts';
import { askForNewPasskey, askForSignature } from './actions/ask-for-passkey.ts';
import { beginTotp } from './actions/begin-totp.ts';
import { renewRecoveryCodes } from './actions/change-factors.ts';
import { confirmTotp } from './actions/confirm-totp.ts';
import { findWaitingLogin, loginWithCode, loginWithPasskey } from './actions/finish-login.ts';
import { removePasskey, removeTotp, renamePasskey } from './actions/remove-factor.ts';
import { readProofs, stepUp } from './actions/step-up.ts';
import { deviceTokenOf, giveLoginCookies } from './login-cookies.ts';
import { passkeyShown, readSecondFactors } from './views/factors.ts';
import { loginReply } from './views/login-reply.ts';

/** As the other routes of a login: enough for an office behind one address, too little to guess or to flood. */
const guarded = { perAddressPerMinute: 30 };

/** Second factors: getting, naming and losing them, the second step of a login, and proving again who is there. */
export function factorRoutes(platform: Platform): Route[] {
  return [...ownFactors(platform), ...passkeys(platform), ...secondSteps(platform), ...proofs(platform)];
}

function ownFactors(platform: Platform): Route[] {
  return [
    route(contract.listFactors, async ({ caller }) => reply(200, await readSecondFactors(platform, caller))),
    route(contract.beginTotp, async ({ caller }) => reply(201, await beginTotp(platform, caller))),
    route(contract.confirmTotp, async ({ caller, body }) => {
      const confirmed = await confirmTotp(platform, caller, body.code);
      return isRefusal(confirmed) ? confirmed : reply(200, confirmed);
    }),
    route(contract.removeTotp, async ({ caller }) => (await removeTotp(platform, caller)) ?? reply(204, undefined)),
    route(contract.renewRecoveryCodes, async ({ caller }) => {
      const recoveryCodes = await renewRecoveryCodes(platform, caller);
      return isRefusal(recoveryCodes) ? recoveryCodes : reply(201, { recoveryCodes });
    }),
  ];
}

function passkeys(platform: Platform): Route[] {
  return [
    route(contract.passkeyCreation, async ({ caller }) => {
      const creation = await askForNewPasskey(platform, caller);
      return isRefusal(creation) ? creation : reply(200, creation);
    }),
    route(contract.addPasskey, async ({ caller, body }) => {
      const added = await addPasskey(platform, caller, body);
      if (isRefusal(added)) return added;
      return reply(201, { passkey: passkeyShown(added.passkey), recoveryCodes: added.recoveryCodes });
    }),
    route(contract.renamePasskey, async ({ caller, params, body }) => {
      const renamed = await renamePasskey(platform, { ...params, accountId: caller.accountId, name: body.name });
      return isRefusal(renamed) ? renamed : reply(200, passkeyShown(renamed));
    }),
    route(
      contract.removePasskey,
      async ({ caller, params }) => (await removePasskey(platform, caller, params.id)) ?? reply(204, undefined),
    ),
  ];
}

function secondSteps(platform: Platform): Route[] {
  return [
    route(
      contract.loginWithCode,
      async (context) => {
        const { body, userAgent } = context;
        const deviceToken = deviceTokenOf(context);
        const login = await loginWithCode(platform, { ...body, userAgent, deviceToken });
        if (isRefusal(login)) return login;
        giveLoginCookies(context, { refreshToken: login.refreshToken, deviceToken });
        return reply(200, await loginReply(platform, login));
      },
      guarded,
    ),
    route(
      contract.passkeyRequest,
      async ({ body: { mfaToken }, userAgent }) => {
        if (mfaToken === undefined) return reply(200, await askForSignature(platform, { purpose: 'login' }));
        const waiting = await findWaitingLogin(platform, { mfaToken, userAgent });
        if (isRefusal(waiting)) return waiting;
        const { accountId } = waiting;
        return reply(200, await askForSignature(platform, { purpose: 'second_factor', accountId }));
      },
      guarded,
    ),
    route(
      contract.loginWithPasskey,
      async (context) => {
        const { body, userAgent } = context;
        const deviceToken = deviceTokenOf(context);
        const { mfaToken, passkey } = body;
        const login = await loginWithPasskey(platform, { mfaToken, passkey, userAgent, deviceToken });
        if (isRefusal(login)) return login;
        giveLoginCookies(context, { refreshToken: login.refreshToken, deviceToken });
        return reply(200, await loginReply(platform, login));
      },
      guarded,
    ),
  ];
}

function proofs(platform: Platform): Route[] {
  return [
    route(contract.stepUpRequest, async ({ caller }) => reply(200, await readProofs(platform, caller))),
    route(
      contract.stepUp,
      async ({ caller, body }) =>
        (await stepUp(platform, caller, body)) ?? reply(200, { expiresInSeconds: limits.stepUpSeconds }),
      guarded,
    ),
  ];
}
