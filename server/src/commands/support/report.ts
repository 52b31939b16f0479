import { StartupError } from '../../platform/startup-error.ts';

/** Runs a command; a StartupError is printed as its sentence, and ends with exit code 1. */
export async function reportStartupError(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
