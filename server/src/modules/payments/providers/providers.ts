import type { Platform } from '../../../platform/platform.ts';
import type { PaymentProvider } from './provider.ts';
import { openSimulatedBank, simulatedBankName } from './simulated-bank/bank.ts';
import { openStripe, stripeName } from './stripe/stripe.ts';

/**
 * Every provider there is, the preferred one first: its name, and how to reach it. Null where this shop's configuration
 * has no account with it.
 */
const providers: readonly { name: string; open: (platform: Platform) => PaymentProvider | null }[] = [
  { name: stripeName, open: openStripe },
  { name: simulatedBankName, open: (platform) => (platform.config.simulatedBank ? openSimulatedBank(platform) : null) },
];

/** The names of all providers, also of those that this shop has no account with. */
export const providerNames: readonly string[] = providers.map((provider) => provider.name);

/** The provider of that name, or null when this shop has none. */
export function findProvider(platform: Platform, name: string): PaymentProvider | null {
  return providers.find((provider) => provider.name === name)?.open(platform) ?? null;
}

/** The provider that new payments use: the first that this shop has an account with. */
export function defaultProvider(platform: Platform): PaymentProvider {
  for (const { open } of providers) {
    const provider = open(platform);
    if (provider !== null) return provider;
  }
  throw new Error('this shop has no payment provider');
}

/** The provider of a payment that we have stored. Throws when it is one that this shop no longer has. */
export function providerOf(platform: Platform, payment: { provider: string }): PaymentProvider {
  const provider = findProvider(platform, payment.provider);
  if (provider === null) throw new Error(`no payment provider is called ${payment.provider}`);
  return provider;
}
