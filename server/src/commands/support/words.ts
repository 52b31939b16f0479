import { parseArgs } from 'node:util';
import { StartupError } from '../../platform/startup-error.ts';

/** The options of a command line, of which `flags` have no value. Throws a StartupError with the usage for any other word. */
export function optionsOf<Value extends string, Flag extends string>(
  words: readonly string[],
  usage: string,
  values: readonly Value[],
  flags: readonly Flag[],
): { values: Partial<Record<Value, string>>; flags: Set<Flag> } {
  const wanted = [
    ...values.map((name) => [name, { type: 'string' as const }] as const),
    ...flags.map((name) => [name, { type: 'boolean' as const }] as const),
  ];
  try {
    const options = Object.fromEntries(wanted);
    const given: Record<string, unknown> = parseArgs({ args: [...words], options, strict: true }).values;
    const texts: Partial<Record<Value, string>> = {};
    for (const name of values) {
      const text = given[name];
      if (typeof text === 'string') texts[name] = text;
    }
    return { values: texts, flags: new Set(flags.filter((name) => given[name] === true)) };
  } catch {
    throw new StartupError(usage);
  }
}
