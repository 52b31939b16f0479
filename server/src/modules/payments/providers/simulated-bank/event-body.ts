import { Ajv } from 'ajv';
import type { ProviderCharge, ProviderEvent } from '../provider.ts';

/** Kinds of events that the simulated bank sends. */
export type BankEventKind = 'charge.captured' | 'charge.declined' | 'charge.closed' | 'refund.succeeded';

const text = { type: 'string', minLength: 1, maxLength: 200 } as const;
const cents = { type: 'integer', minimum: 0 } as const;

const isEvent = new Ajv().compile<ProviderEvent>({
  type: 'object',
  required: ['id', 'kind', 'charge', 'refund'],
  properties: {
    id: text,
    kind: text,
    charge: {
      type: 'object',
      required: ['id', 'merchantReference', 'orderCode', 'amountCents', 'currency', 'state', 'refusal'],
      properties: {
        id: text,
        merchantReference: { type: 'string', pattern: '^[0-9a-f-]{36}$' },
        orderCode: text,
        amountCents: cents,
        currency: text,
        state: { enum: ['open', 'requires_action', 'processing', 'captured', 'closed'] },
        refusal: { enum: ['card_declined', 'insufficient_funds', 'expired_card', 'unknown_test_card', null] },
      },
    },
    refund: {
      type: 'object',
      nullable: true,
      required: ['refundId', 'amountCents'],
      properties: { refundId: { type: 'string', pattern: '^[0-9a-f-]{36}$' }, amountCents: cents },
    },
  },
});

/** The JSON text of an event, as it is kept, signed and sent. */
export function writeEventBody(event: {
  id: string;
  kind: BankEventKind;
  charge: ProviderCharge;
  refund: ProviderEvent['refund'];
}): string {
  return JSON.stringify(event);
}

/** Reads an event whose signature is right; null when it is not one that we understand. */
export function readEventBody(rawBody: Buffer): ProviderEvent | null {
  try {
    const value: unknown = JSON.parse(rawBody.toString('utf8'));
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}
