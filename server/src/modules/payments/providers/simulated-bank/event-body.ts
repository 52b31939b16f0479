import { Ajv } from 'ajv';
import type { ProviderCharge, ProviderEvent } from '../provider.ts';

const text = { type: 'string', minLength: 1, maxLength: 200 } as const;
const cents = { type: 'integer', minimum: 0 } as const;
const uuid = { type: 'string', pattern: '^[0-9a-f-]{36}$' } as const;
const charge = {
  type: 'object',
  required: ['id', 'merchantReference', 'orderCode', 'amountCents', 'currency', 'state', 'refusal'],
  properties: {
    id: text,
    merchantReference: uuid,
    orderCode: text,
    amountCents: cents,
    currency: text,
    state: { enum: ['open', 'requires_action', 'processing', 'captured', 'closed'] },
    refusal: {
      enum: [
        'card_declined',
        'insufficient_funds',
        'expired_card',
        'unknown_test_card',
        'authentication_failed',
        'authentication_abandoned',
        null,
      ],
    },
  },
} as const;

const ajv = new Ajv();

const isEvent = ajv.compile<ProviderEvent>({
  type: 'object',
  required: ['id', 'kind', 'charge', 'refund'],
  properties: {
    id: text,
    kind: text,
    charge,
    refund: {
      type: 'object',
      nullable: true,
      required: ['refundId', 'amountCents'],
      properties: { refundId: uuid, amountCents: cents },
    },
  },
});

/** What the bank's calls about a charge answer. */
export const isChargeAnswer = ajv.compile<{ charge: ProviderCharge }>({
  type: 'object',
  required: ['charge'],
  properties: { charge },
});

/** What opening a charge answers: also what its payer needs. */
export const isOpenedAnswer = ajv.compile<{ charge: ProviderCharge; clientSecret: string; payPath: string }>({
  type: 'object',
  required: ['charge', 'clientSecret', 'payPath'],
  properties: { charge, clientSecret: text, payPath: { type: 'string', pattern: '^/pay/', maxLength: 250 } },
});

/** Reads an event whose signature is right; null when it is not one that we understand. */
export function readEventBody(rawBody: Buffer): ProviderEvent | null {
  try {
    const value: unknown = JSON.parse(rawBody.toString('utf8'));
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}
