import { join, resolve } from 'node:path';
import { StartupError } from '../platform/startup-error.ts';

/** Settings of a simulated bank that runs on its own. */
export interface BankConfig {
  port: number;
  host: string;
  folder: string;
  webhookUrl: string;
  secretFile: string;
  /** Makes the secret when there is none: only in its default place. */
  makesSecret: boolean;
  logLevel: string;
}

/** Reads the settings of `npm run bank`. Throws one StartupError that names every wrong value. */
export function readBankConfig(environment: Readonly<Record<string, string | undefined>>): BankConfig {
  const text = (name: string): string | null => environment[name]?.trim() || null;
  const dataDir = resolve(text('OG_DATA_DIR') ?? '.data');
  const faults: string[] = [];
  const port = text('SIMULATED_BANK_PORT') ?? '3100';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    faults.push('SIMULATED_BANK_PORT must be a whole number from 0 to 65535');
  }
  const webhookUrl =
    text('SIMULATED_BANK_WEBHOOK_URL') ?? 'http://localhost:3000/api/v1/payments/webhooks/simulated-bank';
  if (!/^https?:$/.test(URL.parse(webhookUrl)?.protocol ?? '')) {
    faults.push('SIMULATED_BANK_WEBHOOK_URL must be the http address of the shop’s webhook');
  }
  if (faults.length > 0) throw new StartupError(`The configuration is wrong: ${faults.join('; ')}.`);
  const secretFile = text('SIMULATED_BANK_WEBHOOK_SECRET_FILE');
  return {
    port: Number(port),
    host: text('HOST') ?? 'localhost',
    folder: resolve(text('SIMULATED_BANK_DIR') ?? join(dataDir, 'simulated-bank')),
    webhookUrl,
    secretFile: secretFile ?? join(dataDir, 'secrets', 'simulated-bank-webhook-secret'),
    makesSecret: secretFile === null,
    logLevel: text('LOG_LEVEL') ?? 'info',
  };
}
