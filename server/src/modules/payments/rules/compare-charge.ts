import type { PaymentStatus } from '@og-tickets/contract/rules/payment-states.ts';
import type { ProviderCharge } from '../providers/provider.ts';

type Stage = 'open' | 'paid' | 'over';

function stageHere(status: PaymentStatus, reason: string | null): Stage {
  if (status === 'succeeded' || status === 'refunded') return 'paid';
  return status === 'failed' && reason === 'order_expired' ? 'over' : 'open';
}

function stageThere(state: ProviderCharge['state'] | 'unknown'): Stage {
  if (state === 'captured') return 'paid';
  return state === 'closed' || state === 'unknown' ? 'over' : 'open';
}

/**
 * Do our books and the provider say the same of a payment? What matters is whether the money came, can still come, or never
 * will, and how much it is; steps on the way to it change from one second to the next. `there` null: it knows no such charge.
 */
export function saysTheSame(
  here: { status: PaymentStatus; reason: string | null; amountCents: number },
  there: Pick<ProviderCharge, 'state' | 'amountCents'> | null,
): boolean {
  const { state, amountCents } = there ?? { state: 'unknown' as const, amountCents: here.amountCents };
  return stageHere(here.status, here.reason) === stageThere(state) && here.amountCents === amountCents;
}
