import type Stripe from 'stripe';
import type { StripeConfig } from '../../../../config.ts';

/** The version of Stripe's API that this code was written for; events and replies have its shape. */
export const stripeApiVersion = '2026-10-28.endive';

/** One try. With its retry a call ends within 14 seconds. */
const patienceMs = 6_000;
const retries = 1;

type Sdk = typeof Stripe;

/** The official SDK, loaded when it is first needed: it takes a quarter of a second that a shop without Stripe saves. */
export async function loadSdk(): Promise<Sdk> {
  return (await import('stripe')).default;
}

const clients = new WeakMap<StripeConfig, Promise<Stripe>>();

/** The one client of a configuration: it keeps its connections. */
export function stripeClient(config: StripeConfig): Promise<Stripe> {
  const known = clients.get(config);
  if (known !== undefined) return known;
  const made = loadSdk().then((Sdk) => new Sdk(config.secretKey.reveal(), optionsOf(config)));
  clients.set(config, made);
  return made;
}

function optionsOf({ apiBase }: StripeConfig): ConstructorParameters<Sdk>[1] {
  return {
    apiVersion: stripeApiVersion,
    timeout: patienceMs,
    maxNetworkRetries: retries,
    telemetry: false,
    ...(apiBase === null
      ? {}
      : {
          protocol: apiBase.protocol === 'http:' ? 'http' : 'https',
          host: apiBase.hostname.replace(/^\[|\]$/g, ''),
          port: apiBase.port || (apiBase.protocol === 'http:' ? 80 : 443),
        }),
  };
}

/** Stripe refused or could not be reached. Says what and which request, never what was sent or answered. */
export class StripeCallError extends Error {
  override name = 'StripeCallError';
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** Stripe's error code, such as `resource_missing`. */
  readonly code: string | null;

  constructor(call: string, { status, code, type, requestId }: CallFault) {
    super(`Stripe: ${call} failed (${[type, code, status, requestId].filter(Boolean).join(', ')})`);
    this.status = status;
    this.code = code;
  }
}

interface CallFault {
  type: string;
  status: number | null;
  code: string | null;
  requestId: string | null;
}

/** Calls Stripe. Throws StripeCallError: the SDK's own errors carry whole replies, client secrets in them. */
export async function callStripe<T>(
  config: StripeConfig,
  call: string,
  run: (stripe: Stripe) => Promise<T>,
): Promise<T> {
  const stripe = await stripeClient(config);
  try {
    return await run(stripe);
  } catch (error) {
    const { StripeError } = (await loadSdk()).errors;
    if (!(error instanceof StripeError)) throw error;
    const { type, statusCode, code, requestId } = error;
    throw new StripeCallError(call, {
      type,
      status: statusCode ?? null,
      code: code ?? null,
      requestId: requestId ?? null,
    });
  }
}
