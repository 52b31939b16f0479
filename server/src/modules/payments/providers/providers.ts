import type { Platform } from '../../../platform/platform.ts';
import type { PaymentProvider } from './provider.ts';
import { openSimulatedBank, simulatedBankName } from './simulated-bank/bank.ts';

/** The provider that new payments use. */
export const defaultProvider = simulatedBankName;

/** The provider of that name, or null when this shop has none. */
export function findProvider(platform: Platform, name: string): PaymentProvider | null {
  return name === simulatedBankName ? openSimulatedBank(platform) : null;
}

/** The provider of a payment that we have stored. Throws when it is one that this shop no longer has. */
export function providerOf(platform: Platform, payment: { provider: string }): PaymentProvider {
  const provider = findProvider(platform, payment.provider);
  if (provider === null) throw new Error(`no payment provider is called ${payment.provider}`);
  return provider;
}
