import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCompose, checkDockerfile } from './containers.ts';
import { checkKubernetes } from './kubernetes.ts';
import { layOutNginx, nginxIsMissing } from './nginx.ts';
import { checkWorkflows } from './workflows.ts';

/** What became of one tool: its faults, or why it did not run here. */
interface Outcome {
  name: string;
  faults: string[];
  skipped?: string;
}

/** Runs a tool of the machine; `skipped` when there is none. */
function tool(name: string, command: string, args: string[], env: Record<string, string> = {}): Outcome {
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  if (error !== undefined) return { name, faults: [], skipped: `${command} is not on this machine` };
  return { name, faults: status === 0 ? [] : [`${name}: ${stderr.trim()}`] };
}

/** Values for what stack.yaml insists on. */
const stackSettings = {
  OG_IMAGE: `registry.example.org/og-tickets@sha256:${'0'.repeat(64)}`,
  PUBLIC_URL: 'https://tickets.example.org',
  MAIL_FROM: 'billets@example.org',
  STRIPE_PUBLIC_KEY: 'pk_live_x',
  SELLER_NAME: 'x',
  SELLER_ADDRESS: 'x',
  SELLER_REGISTRATION: 'x',
  SELLER_VAT_NUMBER: 'x',
  SELLER_EMAIL: 'x@example.org',
};

/** Settings that are read, by the tables that the documents give of them. */
function knownSettings(): Set<string> {
  const files = ['docs/operations.md', 'docs/configuration.md'].filter((file) => existsSync(file));
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return new Set([...text.matchAll(/^\| `([A-Z][A-Z0-9_]+)`/gm)].map(([, name = '']) => name));
}

/** Settings of the shop in the files for its containers that nobody reads: a typing error there is found out in production. */
export function settingFaults(file: string, text: string, known: ReadonlySet<string>): string[] {
  const ours =
    /^\s+((?:OG|SELLER|STRIPE|TICKET|SIMULATED|ACCESS|EMAIL|DATABASE|REDIS|SMTP|MAIL|PUBLIC|TRUSTED)_[A-Z0-9_]+):/gm;
  const used = new Set([...text.matchAll(ours)].map(([, name = '']) => name));
  return [...used].filter((name) => !known.has(name)).map((name) => `${file} sets ${name}, which nobody reads`);
}

function checkSettings(): string[] {
  const known = knownSettings();
  return ['deploy/compose.yaml', 'deploy/stack.yaml', 'deploy/kubernetes/base/settings.yaml'].flatMap((file) =>
    settingFaults(file, readFileSync(file, 'utf8'), known),
  );
}

/** nginx's own opinion of its files. */
function checkNginx(): Outcome {
  const name = 'nginx -t';
  const missing = nginxIsMissing();
  if (missing !== null) return { name, faults: [], skipped: missing };
  const folder = mkdtempSync(join(tmpdir(), 'og-tickets-nginx-'));
  try {
    layOutNginx(folder, { ports: { https: 0, http: 0, health: 0 }, shops: ['127.0.0.1:3000'] });
    return tool(name, 'nginx', ['-t', '-q', '-p', folder, '-c', join(folder, 'nginx.conf')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each file below deploy/ and .github by its own tool where there is one here, and by our own rules. */
export async function deployOutcomes(): Promise<Outcome[]> {
  return [
    { name: 'workflows: actionlint, pinned actions, permissions', faults: await checkWorkflows() },
    { name: 'compose.yaml and stack.yaml: schema, images, rights', faults: checkCompose() },
    { name: 'Dockerfile: own rules', faults: checkDockerfile() },
    { name: 'Kubernetes: own rules', faults: checkKubernetes() },
    { name: 'settings of containers are known', faults: checkSettings() },
    tool('kubectl kustomize', 'kubectl', ['kustomize', 'deploy/kubernetes/overlays/production']),
    tool('docker stack config', 'docker', ['stack', 'config', '--compose-file', 'deploy/stack.yaml'], stackSettings),
    checkNginx(),
    tool('promtool check rules', 'promtool', ['check', 'rules', 'deploy/observability/alerts.yaml']),
    tool('shell scripts (sh -n)', 'sh', ['-c', 'for f in deploy/*.sh; do sh -n "$f" || exit 1; done']),
    { name: 'docker build', faults: [], skipped: 'it needs an engine; .github/workflows/cd.yml builds the image' },
    { name: 'kubectl apply', faults: [], skipped: 'it needs a cluster' },
  ];
}

/** The faults alone, as sentences. */
export async function checkDeploy(): Promise<string[]> {
  return (await deployOutcomes()).flatMap(({ faults }) => faults);
}

if (import.meta.main) {
  const outcomes = await deployOutcomes();
  for (const { name, faults, skipped } of outcomes) {
    const word = skipped !== undefined ? 'not run' : faults.length === 0 ? 'ok' : 'FAIL';
    process.stdout.write(`${word.padEnd(8)} ${name}${skipped === undefined ? '' : `: ${skipped}`}\n`);
    for (const fault of faults) process.stdout.write(`         ${fault}\n`);
  }
  process.exitCode = outcomes.some(({ faults }) => faults.length > 0) ? 1 : 0;
}
