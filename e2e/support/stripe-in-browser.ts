import type { Page, Route } from 'playwright-core';
import type { StripeStandIn } from '../../server/test/stripe-stand-in.ts';

/**
 * Stands in for js.stripe.com, hooks.stripe.com and api.stripe.com in a browser without a way out: a small script with the
 * methods that our page calls, fields and a 3-D Secure dialogue in frames of Stripe's hosts as the real ones are, and an
 * API that passes confirmations on to the stand-in. The page's content security policy is applied to all of it.
 */
export async function routeStripe(page: Page, standIn: StripeStandIn): Promise<{ asked: string[] }> {
  const asked: string[] = [];
  await page.route(/^https:\/\/[\w.]+\.stripe\.com\//, async (route) => {
    const url = new URL(route.request().url());
    asked.push(`${url.host}${url.pathname}`);
    if (url.host === 'js.stripe.com' && url.pathname === '/endive/stripe.js') {
      return route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: `(${fakeStripeJs.toString()})()` });
    }
    if (url.host === 'js.stripe.com') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: fields });
    if (url.host === 'hooks.stripe.com')
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: dialogue });
    return answerApi(route, url, standIn);
  });
  return { asked };
}

async function answerApi(route: Route, url: URL, standIn: StripeStandIn): Promise<void> {
  const params = new URLSearchParams(route.request().postData() ?? '');
  const headers = { 'access-control-allow-origin': '*' };
  const decided = /^\/v1\/test\/decide\/(pi_\w+)$/.exec(url.pathname)?.[1];
  if (decided !== undefined) {
    standIn.books.decide(decided, params.get('accept') === 'yes');
    return route.fulfill({ json: standIn.books.intent(decided), headers });
  }
  const key = params.get('key') ?? '';
  params.delete('key');
  const answer = await fetch(`${standIn.url}${url.pathname}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: params,
  });
  return route.fulfill({ status: answer.status, json: await answer.json(), headers });
}

const fields = `<!doctype html><html lang="fr"><title>Fields</title>
  <label>Numéro de carte <input id="card" inputmode="numeric"></label>
  <script>
    card.oninput = () => parent.postMessage({ card: card.value }, '*');
    onmessage = ({ data }) => { document.body.style.background = data.background; document.documentElement.lang = data.locale; };
    parent.postMessage({ ready: true }, '*');
  </script>`;

const dialogue = `<!doctype html><html lang="fr"><title>3-D Secure</title>
  <button onclick="parent.postMessage({ accept: 'yes' }, '*')">Confirmer</button>
  <button onclick="parent.postMessage({ accept: 'no' }, '*')">Refuser</button>`;

interface Look {
  locale: string;
  appearance: { variables: Record<string, string> };
}

/** Runs in the page. Cards are the last four digits of Stripe's test cards. */
function fakeStripeJs(): void {
  const api = 'https://api.stripe.com/v1';
  const cards: Record<string, string> = {
    '4242': 'pm_card_visa',
    '0002': 'pm_card_chargeDeclined',
    '9995': 'pm_card_chargeDeclinedInsufficientFunds',
    '3155': 'pm_card_authenticationRequired',
  };
  const post = async (path: string, body: Record<string, string>): Promise<Record<string, never>> =>
    (await fetch(`${api}${path}`, { method: 'POST', body: new URLSearchParams(body) })).json();
  const frameAt = (place: Element, src: string): HTMLIFrameElement => {
    const frame = document.createElement('iframe');
    frame.src = src;
    frame.title = src;
    place.append(frame);
    return frame;
  };
  const authenticate = (intentId: string): Promise<unknown> =>
    new Promise((resolve) => {
      const frame = frameAt(document.body, 'https://hooks.stripe.com/3d_secure');
      const listen = ({ data, source }: MessageEvent): void => {
        if (source !== frame.contentWindow) return;
        removeEventListener('message', listen);
        frame.remove();
        resolve(post(`/test/decide/${intentId}`, data));
      };
      addEventListener('message', listen);
    });
  const makeStripe = (key: string): unknown => ({
    elements: ({ clientSecret, locale, appearance }: Look & { clientSecret: string }) => {
      let frame: HTMLIFrameElement | undefined;
      let typed = '';
      const dress = (look: Look): void => {
        const background = look.appearance.variables['colorBackground'];
        frame?.contentWindow?.postMessage({ background, locale: look.locale }, '*');
      };
      let onReady: () => void = () => undefined;
      const listen = ({ data, source }: MessageEvent): void => {
        if (frame === undefined || source !== frame.contentWindow) return;
        if (data.ready === true) {
          dress({ locale, appearance });
          onReady();
        } else typed = String(data.card);
      };
      return {
        clientSecret,
        typed: () => typed,
        update: dress,
        submit: async () => (typed === '' ? { error: { type: 'validation_error' } } : {}),
        create: () => ({
          on: (event: string, listener: () => void) => {
            if (event === 'ready') onReady = listener;
          },
          mount: (place: Element) => {
            addEventListener('message', listen);
            frame = frameAt(place, 'https://js.stripe.com/v3/elements-inner.html');
          },
          destroy: () => {
            removeEventListener('message', listen);
            frame?.remove();
          },
        }),
      };
    },
    confirmPayment: async ({ elements, clientSecret }: { elements: { typed: () => string }; clientSecret: string }) => {
      const intentId = clientSecret.split('_secret_')[0] ?? '';
      const card = cards[elements.typed().slice(-4)] ?? 'pm_card_chargeDeclined';
      const body = { key, client_secret: clientSecret, payment_method: card, return_url: location.href };
      let intent = await post(`/payment_intents/${intentId}/confirm`, body).catch(() => null);
      if (intent === null) return { error: { type: 'api_connection_error' } };
      if (intent['status'] === 'requires_action') intent = (await authenticate(intentId)) as Record<string, never>;
      return intent['status'] === 'succeeded' ? { paymentIntent: intent } : { error: { type: 'card_error' } };
    },
  });
  Object.assign(window, { Stripe: makeStripe });
}
