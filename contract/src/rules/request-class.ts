import type { Endpoint } from '../endpoint.ts';

/** What a call is for, which decides whether it is turned away when there is too much at once. */
export type RequestClass = 'browsing' | 'holds' | 'payments' | 'webhooks' | 'orders' | 'scans' | 'operations';

/** Classes that are turned away under overload, the first first. Money, tickets, gates and operators never are. */
export const sheddable = ['browsing', 'holds'] as const satisfies readonly RequestClass[];
export type SheddableClass = (typeof sheddable)[number];

/** By the first word of an endpoint's id. What is never turned away must be named here or below. */
const classOfModule: Readonly<Record<string, RequestClass>> = {
  catalog: 'browsing',
  // Errors of pages: there are more when there is too much of all.
  platform: 'browsing',
  carts: 'holds',
  accounts: 'holds',
  privacy: 'holds',
  orders: 'orders',
  invoices: 'orders',
  tickets: 'orders',
  payments: 'payments',
  admissions: 'scans',
};

/** Endpoints that are of another class than the rest of their module. Whoever has places in the basket must be able to log in. */
const classOfEndpoint: Readonly<Record<string, RequestClass>> = {
  'payments.receive-webhook': 'webhooks',
  'accounts.refresh': 'orders',
  'accounts.login': 'orders',
  'accounts.login-mfa': 'orders',
  'accounts.passkey-request': 'orders',
  'accounts.login-passkey': 'orders',
  'accounts.step-up-request': 'operations',
  'accounts.step-up': 'operations',
};

/** The class of an endpoint; where nothing is declared, staff operate, reading is browsing, and the rest comes next. */
export function requestClassOf(endpoint: Pick<Endpoint, 'id' | 'method' | 'access'>): RequestClass {
  const declared = classOfEndpoint[endpoint.id] ?? classOfModule[endpoint.id.split('.')[0] ?? ''];
  if (declared !== undefined) return declared;
  if (endpoint.access.kind === 'provider') return 'webhooks';
  if (endpoint.access.kind === 'login' && !endpoint.access.roles.includes('customer')) return 'operations';
  return endpoint.method === 'GET' ? 'browsing' : 'holds';
}

/** Whether calls of a class may be turned away. */
export function isSheddable(requestClass: RequestClass): requestClass is SheddableClass {
  return requestClass === 'browsing' || requestClass === 'holds';
}
