import type { StripeAppearance } from './stripe-js.ts';

/** Our colours and shapes for Stripe's fields, as they are now: light or dark. Its frame cannot read our variables. */
export function stripeAppearance(): StripeAppearance {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    theme: style.colorScheme.includes('dark') ? 'night' : 'stripe',
    labels: 'above',
    variables: {
      colorPrimary: token('--cobalt'),
      colorBackground: token('--paper'),
      colorText: token('--ink'),
      colorTextSecondary: token('--muted'),
      colorDanger: token('--coral'),
      // Our own faces cannot be fetched from another site's frame.
      fontFamily: 'system-ui, sans-serif',
      fontSizeBase: '17px',
      borderRadius: '8px',
    },
  };
}
