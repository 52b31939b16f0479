import { simulatedBankPath } from '../../../../config.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { merchantToken } from './signature.ts';

/** A bank that has not answered by then is asked again later, by whoever needs to know. */
const bankPatienceMs = 5_000;

export interface BankAnswer {
  status: number;
  body: unknown;
}

/**
 * Calls the simulated bank over HTTP, wherever it runs. Answers below 500 are the caller's to judge; throws when the bank
 * does not answer in time, fails, or does not know us.
 */
export async function callBank(platform: Platform, path: string, body?: object): Promise<BankAnswer> {
  const { config, keys } = platform;
  const base = config.simulatedBankUrl ?? `${platform.ownUrl()}${simulatedBankPath}`;
  const response = await fetch(`${base}/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${merchantToken(keys.bankWebhook)}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(bankPatienceMs),
  });
  const text = await response.text();
  if (response.status >= 500 || response.status === 401) {
    throw new Error(`the simulated bank answered ${response.status}`);
  }
  return { status: response.status, body: JSON.parse(text) };
}
