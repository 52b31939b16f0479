import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import type { Client } from '../client.ts';
import type { Example, Examples } from './example.ts';
import { accountExamples } from './examples-accounts.ts';
import { catalogueExamples } from './examples-catalogue.ts';
import { gateExamples } from './examples-gate.ts';
import { officeExamples } from './examples-office.ts';
import { orderExamples } from './examples-orders.ts';
import { saleExamples } from './examples-sale.ts';
import type { World } from './world.ts';

const examples: Examples = {
  ...accountExamples,
  ...saleExamples,
  ...gateExamples,
  ...officeExamples,
  ...orderExamples,
  ...catalogueExamples,
};

/** A fresh example for a route. Throws for a new route that needs one and has none. */
export async function exampleOf(endpoint: Endpoint, world: World): Promise<Example & { caller: Client }> {
  const make = examples[endpoint.id];
  if (make === undefined && (endpoint.params !== undefined || endpoint.body !== undefined)) {
    throw new Error(
      `${endpoint.id} has parameters or a body and no example: add one that its owner may call to server/test/access/examples-*.ts`,
    );
  }
  const example = (await make?.(world)) ?? {};
  return { ...example, caller: example.caller ?? (await usualCaller(endpoint, world)) };
}

async function usualCaller({ access }: Endpoint, world: World): Promise<Client> {
  if (access.kind !== 'login') return world.shop.client();
  if (access.roles.includes('customer')) return (await world.person()).browser;
  return access.roles.includes('controller') ? world.controller.browser : world.admin.browser;
}

/** The ids of examples for which there is no route (any more). */
export function staleExamples(endpoints: readonly Endpoint[]): string[] {
  const known = new Set(endpoints.map(({ id }) => id));
  return Object.keys(examples).filter((id) => !known.has(id));
}
