import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { trackedFiles } from './tracked-files.ts';

const run = promisify(execFile);
const bin = resolve('node_modules/.bin/depcruise');
const config = resolve('tools/checks/folder-rules.cjs');
const outputMaxBytes = 64 * 1024 * 1024;

interface Cruise {
  summary: { violations: { rule: { name: string }; from: string; to: string }[]; totalCruised: number };
  modules: { source: string }[];
}

async function cruise(baseDir: string, folders: readonly string[]): Promise<Cruise> {
  const args = ['--config', config, '--output-type', 'json', ...folders];
  const { stdout } = await run(bin, args, { cwd: baseDir, maxBuffer: outputMaxBytes });
  return JSON.parse(stdout);
}

/**
 * The folder rules hold, every source file was read, and each rule still finds the fault planted for it: a checker that
 * reads nothing reports nothing. Returns sentences, one a fault.
 */
export async function checkFolderRules(): Promise<string[]> {
  const faults: string[] = [];
  const whole = await cruise('.', ['contract', 'server', 'web', 'tools', 'e2e']);
  for (const { rule, from, to } of whole.summary.violations) faults.push(`${rule.name}: ${from} -> ${to}`);
  const read = new Set(whole.modules.map((module) => module.source));
  for (const file of trackedFiles()) {
    if (/^(contract|server|web)\/src\/.*\.tsx?$/.test(file) && !file.endsWith('.d.ts') && !read.has(file)) {
      faults.push(`${file} was not read by the checker`);
    }
  }
  const canaries = 'tools/checks/canaries';
  for (const name of readdirSync(canaries)) {
    const planted = await cruise(join(canaries, name), ['.']);
    if (!planted.summary.violations.some((violation) => violation.rule.name === name)) {
      faults.push(`the rule ${name} no longer finds the fault planted in ${canaries}/${name}`);
    }
  }
  return faults;
}
