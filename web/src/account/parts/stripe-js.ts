/**
 * The part of Stripe.js that we call. It must come from Stripe's own host and match the server's API version
 * (https://docs.stripe.com/js/including, https://docs.stripe.com/sdks/stripejs-versioning).
 */
const scriptUrl = 'https://js.stripe.com/endive/stripe.js';

/** Look of the fields (https://docs.stripe.com/elements/appearance-api). */
export interface StripeAppearance {
  theme: 'stripe' | 'night';
  labels: 'above';
  variables: Record<string, string>;
}

/** Why something was not done. `card_error` and `validation_error` are the payer's to mend. */
export interface StripeError {
  type: string;
  code?: string;
}

interface PaymentElement {
  mount(place: HTMLElement): void;
  on(event: 'ready' | 'loaderror', listener: () => void): void;
  destroy(): void;
}

export interface StripeElements {
  create(
    kind: 'payment',
    options: { layout: 'tabs'; wallets: Record<'applePay' | 'googlePay' | 'link', 'never'> },
  ): PaymentElement;
  /** Checks the fields, and shows at each what is wrong. */
  submit(): Promise<{ error?: StripeError }>;
  update(options: { locale: string; appearance: StripeAppearance }): void;
}

export interface StripeJs {
  elements(options: { clientSecret: string; locale: string; appearance: StripeAppearance }): StripeElements;
  /** Pays, 3-D Secure included. */
  confirmPayment(options: {
    elements: StripeElements;
    clientSecret: string;
    confirmParams: { return_url: string };
    redirect: 'if_required';
  }): Promise<{ error?: StripeError }>;
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string) => StripeJs;
  }
}

let script: Promise<void> | null = null;

/** Loads Stripe.js once. Rejects when it cannot be had; the next call tries again. */
export async function loadStripe(publishableKey: string): Promise<StripeJs> {
  script ??= addScript().catch((error: unknown) => {
    script = null;
    throw error;
  });
  await script;
  if (window.Stripe === undefined) throw new Error('Stripe.js did not say that it is there');
  return window.Stripe(publishableKey);
}

function addScript(): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = scriptUrl;
    element.addEventListener('load', () => resolve());
    element.addEventListener('error', () => {
      element.remove();
      reject(new Error('Stripe.js could not be loaded'));
    });
    document.head.append(element);
  });
}
