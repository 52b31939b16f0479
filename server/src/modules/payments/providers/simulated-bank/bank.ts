import { timingSafeEqual } from 'node:crypto';
import { type Tx, withTx } from '../../../../platform/database/database.ts';
import { enqueue } from '../../../../platform/jobs/jobs.ts';
import { randomToken } from '../../../../platform/keys/random.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type {
  ChargeRequest,
  OpenedCharge,
  PaymentProvider,
  ProviderCharge,
  ProviderEvent,
  RefundState,
} from '../provider.ts';
import {
  addRefunded,
  captureCharge,
  type ChargeRow,
  declineCharge,
  endCharge,
  findCharge,
  findChargeByReference,
  insertCharge,
  insertEvent,
  insertRefund,
  lockCharge,
  toCharge,
} from './books.ts';
import { judgeCard, lastFour } from './cards.ts';
import { deliverEvent, deliveryTries } from './deliver-event.ts';
import { type BankEventKind, readEventBody, writeEventBody } from './event-body.ts';
import { isSignedEvent, signatureHeader } from './signature.ts';

export const simulatedBankName = 'simulated-bank';

/**
 * A bank that moves no money: it keeps its own books, decides on test cards and announces what happened by signed
 * webhooks. The shop knows it by `PaymentProvider` only; its card form is the one thing beyond it.
 */
export interface SimulatedBank extends PaymentProvider {
  /** The payer's side. Captures at most once; null when the secret is not this charge's. */
  payByCard(request: { chargeId: string; clientSecret: string; cardNumber: string }): Promise<ProviderCharge | null>;
}

/** Goes to the bank. Its transactions are its own, never part of the shop's. */
export function openSimulatedBank(platform: Platform): SimulatedBank {
  const { db, keys, clock } = platform;
  return {
    name: simulatedBankName,
    createCharge: (request) => withTx(db, (tx) => open(tx, request)),
    readCharge: async (chargeId) => toCharge(await findCharge(db, chargeId)),
    closeCharge: (chargeId) => withTx(db, (tx) => close(tx, chargeId)),
    refund: (request) => withTx(db, (tx) => refund(tx, request)),
    verifyEvent: async (rawBody, header) =>
      isSignedEvent(keys.bankWebhook, rawBody, header(signatureHeader), clock.nowMs()) ? readEventBody(rawBody) : null,
    payByCard: (request) => withTx(db, (tx) => pay(tx, request)),
  };
}

async function open(tx: Tx, request: ChargeRequest): Promise<OpenedCharge> {
  const id = `ch_${randomToken(128)}`;
  const { paymentId, orderCode, amountCents, currency } = request;
  const clientSecret = `${id}_secret_${randomToken(256)}`;
  await insertCharge(tx, { id, clientSecret, merchantReference: paymentId, orderCode, amountCents, currency });
  const row = await findChargeByReference(tx, paymentId);
  if (row.amount_cents !== amountCents || row.currency !== currency) {
    throw new Error(`payment ${paymentId} already has a charge of another amount`);
  }
  return {
    charge: toCharge(row),
    clientSecret: row.client_secret,
    checkout: { kind: 'redirect', url: request.returnUrl },
  };
}

async function close(tx: Tx, chargeId: string): Promise<ProviderCharge> {
  const row = await lockCharge(tx, chargeId);
  if (row.status !== 'open') return toCharge(row);
  return announce(tx, await endCharge(tx, chargeId), 'charge.closed', null);
}

async function pay(
  tx: Tx,
  { chargeId, clientSecret, cardNumber }: { chargeId: string; clientSecret: string; cardNumber: string },
): Promise<ProviderCharge | null> {
  const row = await lockCharge(tx, chargeId);
  if (!isSameSecret(row.client_secret, clientSecret)) return null;
  if (row.status !== 'open') return toCharge(row);
  const outcome = judgeCard(cardNumber);
  return outcome === 'accepted'
    ? announce(tx, await captureCharge(tx, chargeId, lastFour(cardNumber)), 'charge.captured', null)
    : announce(tx, await declineCharge(tx, chargeId, outcome, lastFour(cardNumber)), 'charge.declined', null);
}

async function refund(
  tx: Tx,
  { chargeId, refundId, amountCents }: { chargeId: string; refundId: string; amountCents: number },
): Promise<RefundState> {
  await lockCharge(tx, chargeId);
  if (await insertRefund(tx, { merchantReference: refundId, chargeId, amountCents })) {
    const row = await addRefunded(tx, chargeId, amountCents);
    await announce(tx, row, 'refund.succeeded', { refundId, amountCents });
  }
  return 'succeeded';
}

/** Writes the event down with what it tells and has it sent once this is committed. */
async function announce(
  tx: Tx,
  row: ChargeRow,
  kind: BankEventKind,
  refundOf: ProviderEvent['refund'],
): Promise<ProviderCharge> {
  const id = `evt_${randomToken(128)}`;
  const charge = toCharge(row);
  await insertEvent(tx, { id, chargeId: row.id, kind, body: writeEventBody({ id, kind, charge, refund: refundOf }) });
  await enqueue(tx, deliverEvent, { eventId: id }, { maxAttempts: deliveryTries });
  return charge;
}

function isSameSecret(kept: string, given: string): boolean {
  const a = Buffer.from(kept);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
