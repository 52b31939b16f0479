import { simulatedBankPath } from '../../../../config.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { ChargeRequest, OpenedCharge, PaymentProvider, ProviderCharge } from '../provider.ts';
import { type BankAnswer, callBank } from './bank-client.ts';
import { isChargeAnswer, isOpenedAnswer, readEventBody } from './event-body.ts';
import { isSignedEvent, signatureHeader } from './signature.ts';

export const simulatedBankName = 'simulated-bank';

/** A card as its payer types it, passed on and forgotten. */
export interface Card {
  cardNumber: string;
  expiry: string;
  cvc: string;
}

/** The simulated bank as we see it: a provider, whose payer's side may also be called by us. */
export interface SimulatedBank extends PaymentProvider {
  /** Pays as the bank's form does. The faulty fields when it is no usable card; null when there is no such charge. */
  payByCard(chargeId: string, clientSecret: string, card: Card): Promise<ProviderCharge | { faults: string[] } | null>;
  /** Answers 3-D Secure as the bank's page does. Null when there is no such charge. */
  answerChallenge(chargeId: string, accept: boolean): Promise<ProviderCharge | null>;
}

/** Goes to the bank, which runs in this process or in another one; either way it is asked over HTTP. */
export function openSimulatedBank(platform: Platform): SimulatedBank {
  const { keys, clock } = platform;
  const call = (path: string, body?: object): Promise<BankAnswer> => callBank(platform, path, body);
  return {
    name: simulatedBankName,
    smallestCents: 1,
    createCharge: (request) => createCharge(platform, request),
    readCharge: async (chargeId) => chargeIn(await call(at(chargeId))),
    closeCharge: async (chargeId) => chargeIn(await call(`${at(chargeId)}/close`, {})),
    refund: async ({ chargeId, refundId, amountCents }) => {
      const answer = await call(`${at(chargeId)}/refunds`, { refundId, amountCents });
      if (answer.status !== 200) throw new Error(`the simulated bank refused refund ${refundId}: ${answer.status}`);
      return 'succeeded';
    },
    verifyEvent: async (rawBody, header) =>
      isSignedEvent(keys.bankWebhook, rawBody, header(signatureHeader), clock.nowMs()) ? readEventBody(rawBody) : null,
    payByCard: async (chargeId, clientSecret, card) => {
      const answer = await call(`${at(chargeId)}/pay`, { clientSecret, ...card });
      return answer.status === 422 ? { faults: faultsIn(answer.body) } : chargeIn(answer);
    },
    answerChallenge: async (chargeId, accept) => chargeIn(await call(`${at(chargeId)}/challenge`, { accept })),
  };
}

function at(chargeId: string): string {
  return `/charges/${encodeURIComponent(chargeId)}`;
}

async function createCharge(platform: Platform, request: ChargeRequest): Promise<OpenedCharge> {
  const { paymentId, orderCode, amountCents, currency, returnUrl } = request;
  const { simulatedBankUrl } = platform.config;
  // From another origin a path leads nowhere.
  const ownOrigin = simulatedBankUrl !== null && returnUrl.startsWith('/') ? platform.ownUrl() : '';
  const asked = {
    merchantReference: paymentId,
    orderCode,
    amountCents,
    currency,
    returnUrl: `${ownOrigin}${returnUrl}`,
  };
  const { status, body } = await callBank(platform, '/charges', asked);
  if (status !== 200 || !isOpenedAnswer(body)) throw new Error(`the simulated bank opened no charge: ${status}`);
  const { charge, clientSecret, payPath } = body;
  const base = simulatedBankUrl ?? simulatedBankPath;
  return { charge, clientSecret, checkout: { kind: 'redirect', url: `${base}${payPath}` } };
}

/** The charge in an answer; null when the bank knows none. Throws for an answer that makes no sense. */
function chargeIn({ status, body }: BankAnswer): ProviderCharge | null {
  if (status === 404) return null;
  if (status !== 200 || !isChargeAnswer(body))
    throw new Error(`the simulated bank answered ${status} without a charge`);
  return body.charge;
}

function faultsIn(body: unknown): string[] {
  const faults = typeof body === 'object' && body !== null && 'faults' in body ? body.faults : [];
  return Array.isArray(faults) ? faults.map(String) : [];
}
