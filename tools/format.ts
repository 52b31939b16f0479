import { execFileSync } from 'node:child_process';

/** Text as the formatter would write it into `file`. */
export function format(file: string, text: string): string {
  return execFileSync('node_modules/.bin/biome', ['format', `--stdin-file-path=${file}`], {
    input: text,
    encoding: 'utf8',
  });
}
