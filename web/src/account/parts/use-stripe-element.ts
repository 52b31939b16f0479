import type { Checkout } from '@og-tickets/contract/payments.ts';
import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../words/language.ts';
import { stripeAppearance } from './stripe-appearance.ts';
import { leaveStripeBehind } from './stripe-document.ts';
import { loadStripe, type StripeElements, type StripeJs } from './stripe-js.ts';

const options = {
  layout: 'tabs',
  // Cards only, as the charge says; the wallets would ask for more rights on this page.
  wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
} as const;

interface Mounted {
  stripe: StripeJs;
  elements: StripeElements;
}

/** Puts Stripe's Payment Element into `place`. */
export function useStripeElement({ publishableKey, clientSecret }: Extract<Checkout, { kind: 'stripe' }>): {
  place: RefObject<HTMLDivElement | null>;
  state: 'loading' | 'ready' | 'failed';
  mounted: RefObject<Mounted | null>;
} {
  const place = useRef<HTMLDivElement>(null);
  const mounted = useRef<Mounted>(null);
  const language = useLanguage();
  const shownLanguage = useRef(language);
  const router = useRouter();
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  useEffect(() => {
    let end = () => {};
    let isOver = false;
    const mount = async () => {
      const stripe = await loadStripe(publishableKey);
      leaveStripeBehind(router);
      if (isOver || place.current === null) return;
      const look = { locale: shownLanguage.current, appearance: stripeAppearance() };
      const elements = stripe.elements({ clientSecret, ...look });
      const element = elements.create('payment', options);
      end = () => element.destroy();
      element.on('ready', () => setState('ready'));
      element.on('loaderror', () => setState('failed'));
      element.mount(place.current);
      mounted.current = { stripe, elements };
    };
    mount().catch(() => setState('failed'));
    return () => {
      isOver = true;
      mounted.current = null;
      end();
    };
  }, [publishableKey, clientSecret, router]);
  useEffect(() => {
    shownLanguage.current = language;
    const follow = () => mounted.current?.elements.update({ locale: language, appearance: stripeAppearance() });
    follow();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, [language]);
  return { place, state, mounted };
}
