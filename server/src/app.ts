import type { FastifyInstance } from 'fastify';
import { accountingModule } from './modules/accounting/index.ts';
import { simulatedBankPath } from './config.ts';
import { accountsModule, authenticateToken } from './modules/accounts/index.ts';
import { admissionsModule, ensureGates, removeGates } from './modules/admissions/index.ts';
import { auditModule } from './modules/audit/index.ts';
import { backofficeModule } from './modules/backoffice/index.ts';
import { cartsModule, type MakeAddLine } from './modules/carts/index.ts';
import { CatalogueKeeper, catalogModule } from './modules/catalog/index.ts';
import { invariantsModule } from './modules/invariants/index.ts';
import { inventoryModule } from './modules/inventory/index.ts';
import { addMailbox, noticesModule } from './modules/notices/index.ts';
import { ordersModule } from './modules/orders/index.ts';
import { paymentsModule } from './modules/payments/index.ts';
import { privacyModule } from './modules/privacy/index.ts';
import { reportsModule } from './modules/reports/index.ts';
import { settingsModule } from './modules/settings/index.ts';
import { ticketsModule } from './modules/tickets/index.ts';
import type { Admission } from './platform/http/admission.ts';
import { addOperations, type Condition } from './platform/http/operations.ts';
import { addSecurityTxt } from './platform/http/security-txt.ts';
import { StateStreams } from './platform/http/state-streams.ts';
import { addRoutes, apiPrefix, createHttpServer, type HttpServerOptions } from './platform/http/server.ts';
import { housekeeping } from './platform/housekeeping.ts';
import { type Module, type Platform, publicOrigin } from './platform/platform.ts';
import { addHttpSignals } from './platform/telemetry/http-signals.ts';
import type { Tracer } from './platform/telemetry/tracer.ts';
import { addPages } from './pages/pages.ts';

/** Parts that a proof replaces to show what happens without them. */
export interface Overrides {
  addLine?: MakeAddLine;
}

/** The modules of the shop, in the order in which they stand on each other. */
export function createModules(platform: Platform, overrides: Overrides = {}): Module[] {
  const keeper = new CatalogueKeeper(platform.aside, platform.log);
  return [
    housekeeping(platform),
    noticesModule(platform),
    auditModule(platform),
    settingsModule(platform),
    catalogModule(platform, { keeper, streams: new StateStreams(), ensureGates, removeGates }),
    inventoryModule(platform),
    accountsModule(platform),
    cartsModule(platform, overrides),
    accountingModule(platform),
    paymentsModule(platform),
    ticketsModule(platform),
    ordersModule(platform),
    admissionsModule(platform),
    privacyModule(platform),
    backofficeModule(platform),
    reportsModule(platform),
    invariantsModule(platform),
  ];
}

/** Puts the modules behind one HTTP server, not yet listening. */
export async function createApp(
  platform: Platform,
  modules: readonly Module[],
  options: {
    rateLimits: boolean;
    admission: Admission | null;
    requestPatienceMs?: number | undefined;
    isStopping: () => boolean;
    tracer: Tracer | null;
  },
): Promise<FastifyInstance> {
  const { config } = platform;
  const http: HttpServerOptions = {
    db: platform.db,
    log: platform.log,
    secureCookies: config.publicUrl?.startsWith('https:') ?? false,
    publicOrigin: config.publicUrl,
    trustedProxies: config.trustedProxies,
    authenticate: (token, { fresh }) => authenticateToken(platform, token, { fresh }),
    ...options,
    counts: platform.counts,
    stripe: config.stripe !== null,
  };
  const server = await createHttpServer(http);
  addHttpSignals(server, platform.metrics, options.tracer);
  const serves = config.role !== 'worker';
  if (serves) {
    addRoutes(
      server,
      modules.flatMap((module) => module.routes),
      http,
    );
  }
  const conditions = (): Condition[] => [
    ...modules.flatMap((module) => module.condition?.() ?? []),
    ...(options.admission === null ? [] : [{ name: 'admission', detail: { ...options.admission.figures() } }]),
    { name: 'processes', detail: { ...platform.fanOut.condition() } },
  ];
  await addOperations(server, platform.db, { conditions, isStopping: options.isStopping });
  const contact = config.securityContact ?? `mailto:${config.seller.email}`;
  addSecurityTxt(server, { contact, origin: () => publicOrigin(platform), nowMs: () => platform.clock.nowMs() });
  // Whoever works jobs only still says how it does, to whatever watches over it.
  if (!serves) return server;
  if (config.simulatedBank && config.simulatedBankUrl === null) await addOwnSimulatedBank(server, platform);
  if (config.demo && config.smtp === null) await addMailbox(server, platform);
  await addPages(server, { routes: modules.flatMap((module) => module.routes), ...config });
  return server;
}

/**
 * The simulated bank in this process. The shop knows its address only, as if it ran elsewhere. A shop that takes real money does
 * not even load it.
 */
async function addOwnSimulatedBank(server: FastifyInstance, platform: Platform): Promise<void> {
  const { addSimulatedBank } = await import('./simulated-bank/simulated-bank.ts');
  const { config, keys, clock, log } = platform;
  await addSimulatedBank(server, simulatedBankPath, {
    folder: config.simulatedBankDir,
    secrets: keys.bankWebhook,
    webhookUrl: () => `${platform.ownUrl()}${apiPrefix}/payments/webhooks/simulated-bank`,
    log,
    nowMs: () => clock.nowMs(),
  });
}
