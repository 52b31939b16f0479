/** One thing that a proof looked at. */
export interface Finding {
  name: string;
  passed: boolean;
  /** Figures that say how much was looked at and what was seen. */
  figures: Record<string, unknown>;
}

/** Prints the findings of a check as one line of counts and one of JSON, and sets the exit code. */
export function report(check: string, findings: readonly Finding[]): void {
  const failed = findings.filter(({ passed }) => !passed).length;
  process.stdout.write(`${check} ${findings.length - failed} passed, ${failed} failed\n`);
  process.stdout.write(`${JSON.stringify({ check, findings })}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** A number of the command line: `--codes 5000`. */
export function numberOption(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  if (at < 0) return otherwise;
  const value = Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 0) throw new RangeError(`--${name} must be a whole number`);
  return value;
}

/** A text of the command line: `--keep /var/tmp/full-shop`. */
export function textOption(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}
