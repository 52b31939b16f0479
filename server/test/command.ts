import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compileCache } from './compile-cache.ts';

/** How a command ended. */
export interface Ran {
  code: number;
  out: string;
  error: string;
}

/** Runs one of server/src/commands in a process of its own, as npm does, with these settings only. */
export function runCommandFile(name: string, settings: Record<string, string>, ...words: string[]): Promise<Ran> {
  const file = fileURLToPath(new URL(`../src/commands/${name}.ts`, import.meta.url));
  const env = { PATH: process.env['PATH'] ?? '', ...compileCache, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...words], { env }, (failure, out, error) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : failure === null ? 0 : -1, out, error });
    });
  });
}
