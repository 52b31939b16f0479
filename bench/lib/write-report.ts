import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = new URL('../results/', import.meta.url);
const page = new URL('../../docs/performance.md', import.meta.url);

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/**
 * Prints the Markdown, writes the JSON into `bench/results` (not kept by git) and, when asked with `--write`, replaces what
 * stands between `<!-- bench:name -->` and `<!-- /bench:name -->` in docs/performance.md.
 */
export async function writeReport(name: string, markdown: string, results: unknown): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = new URL(`${name}.json`, folder);
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`\n${markdown}\n\nAll figures: ${fileURLToPath(file)}\n`);
  if (!process.argv.includes('--write')) return;
  const [from, to] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const text = await readFile(page, 'utf8');
  const [fromAt, toAt] = [text.indexOf(from), text.indexOf(to)];
  if (fromAt < 0 || toAt < fromAt) throw new Error(`docs/performance.md has no place for ${name}`);
  await writeFile(page, `${text.slice(0, fromAt + from.length)}\n${markdown}\n${text.slice(toAt)}`);
}

/** True when the command line says so: `--quick`. */
export function isQuick(): boolean {
  return process.argv.includes('--quick');
}
