import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { open } from '../../../platform/keys/seal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendFactorNotice } from '../factor-job-names.ts';
import { hashRecoveryCode, readRecoveryCode } from '../rules/recovery-code.ts';
import { stepOfCode } from '../rules/totp.ts';
import { countRecoveryCodes, useRecoveryCode } from '../sql/recovery-codes.ts';
import { findTotp, useStep } from '../sql/totp.ts';

/**
 * Uses up a code of the app or a recovery code. Limit the tries of an account before. Refusal: `mfa_code_invalid`, for a
 * code that was used before too.
 */
export async function proveCode(
  tx: Tx,
  platform: Pick<Platform, 'keys' | 'clock'>,
  accountId: string,
  code: string,
): Promise<Refusal | null> {
  const digits = code.replaceAll(' ', '');
  if (/^\d{6}$/.test(digits)) return proveTotp(tx, platform, accountId, digits);
  const recovery = readRecoveryCode(code);
  if (recovery === null || !(await useRecoveryCode(tx, accountId, hashRecoveryCode(accountId, recovery)))) {
    return refuse('mfa_code_invalid');
  }
  const left = await countRecoveryCodes(tx, accountId);
  await enqueue(tx, sendFactorNotice, { accountId, change: 'recovery_used', left });
  return null;
}

async function proveTotp(
  tx: Tx,
  { keys, clock }: Pick<Platform, 'keys' | 'clock'>,
  accountId: string,
  digits: string,
): Promise<Refusal | null> {
  const totp = await findTotp(tx, accountId);
  if (totp === undefined) return refuse('mfa_code_invalid');
  const step = stepOfCode(open(keys, 'totp', totp.id, totp.secret_sealed), digits, clock.nowMs());
  if (step === null || !(await useStep(tx, totp.id, step))) return refuse('mfa_code_invalid');
  return null;
}
