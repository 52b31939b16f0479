/** What a process does: calls of browsers, jobs, or both. */
export type ProcessRole = 'all' | 'web' | 'worker';

/** What a role asks of the other settings. */
interface Surroundings {
  databaseUrl: string | null;
  publicUrl: string | null;
  /** A provider that runs outside of this process takes the payments. */
  providerElsewhere: boolean;
}

/** Reads OG_ROLE. Adds to `faults` what is wrong with it. */
export function readRole(text: (name: string) => string | null, faults: string[]): ProcessRole {
  const role = text('OG_ROLE') ?? 'all';
  if (role === 'all' || role === 'web' || role === 'worker') return role;
  faults.push('OG_ROLE must be all, web or worker');
  return 'all';
}

/** Adds to `faults` what a process of this role lacks. */
export function checkRole(
  role: ProcessRole,
  { databaseUrl, publicUrl, providerElsewhere }: Surroundings,
  faults: string[],
) {
  if (role === 'all') return;
  const needs = (setting: string, why: string): void => void faults.push(`OG_ROLE=${role} needs ${setting}: ${why}`);
  if (databaseUrl === null) needs('DATABASE_URL', 'the embedded database is of one process that does all');
  if (role === 'web') return;
  if (publicUrl === null) needs('PUBLIC_URL', 'links in mails lead there');
  if (!providerElsewhere) needs('SIMULATED_BANK_URL or Stripe', 'the bank of another process cannot be reached');
}
