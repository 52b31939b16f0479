import { Ajv } from 'ajv';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { SecretSet } from '../platform/keys/secret-file.ts';
import type { Logger } from '../platform/log.ts';
import { addApi } from './api.ts';
import { Bank } from './bank.ts';
import type { BankContext } from './bank-context.ts';
import { Courier } from './courier.ts';
import { Ledger } from './ledger.ts';
import { addPages } from './pages/routes.ts';

export interface SimulatedBankOptions {
  /** Folder of the bank's books. */
  folder: string;
  /** Shared with the merchant; the bank signs its events by it. */
  secrets: SecretSet;
  /** Where the merchant takes events; asked at each delivery. */
  webhookUrl: () => string;
  log: Logger;
  nowMs: () => number;
}

const ajv = new Ajv({ allErrors: false, strict: false, coerceTypes: false });
const compile: FastifySchemaCompiler<object> = ({ schema }) => ajv.compile(schema);

/**
 * A bank that moves no money, for trying a shop: charges, card form, 3-D Secure, refunds, signed webhooks. It knows no shop:
 * whoever runs it mounts it in a server of his own, under `base`, or lets it have one.
 */
export async function addSimulatedBank(
  server: FastifyInstance,
  base: string,
  options: SimulatedBankOptions,
): Promise<void> {
  const { secrets, nowMs } = options;
  const ledger = new Ledger(options.folder);
  let courier: Courier | null = null;
  const bank = new Bank(ledger, { nowMs, onEvent: () => courier?.wake() });
  courier = new Courier(ledger, bank.books, options);
  const context: BankContext = { bank, ledger, secrets, base, nowMs };
  await server.register(
    async (scope) => {
      scope.setValidatorCompiler(compile);
      await scope.register((inner) => addApi(inner, context), { prefix: '/api' });
      await scope.register((inner) => addPages(inner, context));
    },
    { prefix: base },
  );
  server.addHook('onListen', async () => courier.start());
  server.addHook('onClose', async () => {
    await courier.stop();
    ledger.close();
  });
}
