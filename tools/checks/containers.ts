import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { isRecord, readYaml, recordAt, recordsIn } from './yaml-files.ts';

const digest = /@sha256:[0-9a-f]{64}$/;
/** Made here from deploy/Dockerfile, or named by a variable that must hold a digest (deploy/deliver.sh). */
const ours = /^(?:og-tickets:\$\{OG_VERSION:-local\}|\$\{OG_IMAGE:\?.*\})$/;

/** Faults of a compose or stack file by what every container of ours must be. Returns sentences. */
export function serviceFaults(file: string, compose: Record<string, unknown>): string[] {
  const faults: string[] = [];
  for (const [name, service] of recordsIn(compose['services'])) {
    const where = `${file}: ${name}`;
    const image = textOf(service['image']);
    if (!digest.test(image) && !ours.test(image)) faults.push(`${where} takes ${image || 'no image'}, not by a digest`);
    if (service['read_only'] !== true) faults.push(`${where} may write to its root file system`);
    if (JSON.stringify(service['cap_drop']) !== '["ALL"]') faults.push(`${where} keeps capabilities of root`);
    if (service['privileged'] !== undefined || service['network_mode'] === 'host')
      faults.push(`${where} is too close to the machine`);
    if (service['logging'] === undefined) faults.push(`${where} logs without an end: name max-size`);
    for (const [setting, value] of Object.entries(recordAt(service, 'environment'))) {
      if (holdsSecret(setting, value)) faults.push(`${where} has a secret in its environment: ${setting}`);
    }
    for (const volume of Array.isArray(service['volumes']) ? service['volumes'] : []) {
      if (String(volume).includes('docker.sock')) faults.push(`${where} mounts the engine's socket`);
    }
  }
  return faults;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A setting of these names is a secret, unless it only says where a file with it is. */
function holdsSecret(setting: string, value: unknown): boolean {
  const names = /(?:PASSWORD|SECRET|TOKEN|_KEY)$/.test(setting) && setting !== 'STRIPE_PUBLIC_KEY';
  return names || /:\/\/[^/\s:]+:[^@\s]+@/.test(String(value));
}

/** What Swarm is told of how to change a running service. Returns sentences. */
export function rolloutFaults(file: string, stack: Record<string, unknown>): string[] {
  return ['web', 'worker'].flatMap((name) => {
    const update = recordAt(stack, 'services', name, 'deploy', 'update_config');
    const faults: string[] = [];
    if (update['order'] !== 'start-first') faults.push(`${file}: ${name} stops before the new one is well`);
    if (update['failure_action'] !== 'rollback') faults.push(`${file}: ${name} is not taken back when it fails`);
    return faults;
  });
}

function composeSchema(): ValidateFunction {
  // The one of the Compose specification, as the linter dclint brings it; its rules of style are not ours.
  const schema: unknown = JSON.parse(readFileSync('node_modules/dclint/schemas/compose.schema.json', 'utf8'));
  if (!isRecord(schema)) throw new Error('dclint brings no schema of Compose');
  // It names its draft with another scheme than Ajv knows it by.
  return new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false }).compile({
    ...schema,
    $schema: undefined,
  });
}

/** compose.yaml and stack.yaml: the schema of Compose, and what every container of ours must be. Returns sentences. */
export function checkCompose(): string[] {
  const validate = composeSchema();
  return ['deploy/compose.yaml', 'deploy/stack.yaml'].flatMap((file) => {
    const [compose = {}] = readYaml(file);
    const bad = validate(compose) ? [] : (validate.errors ?? []);
    return [
      ...bad.map(({ instancePath, message }) => `${file}: ${instancePath} ${message}`),
      ...serviceFaults(file, compose),
      ...(file.endsWith('stack.yaml') ? rolloutFaults(file, compose) : []),
    ];
  });
}

/** The Dockerfile by what the image must be. Returns sentences. */
export function dockerfileFaults(text: string): string[] {
  const faults: string[] = [];
  const lines = text.replaceAll('\\\n', ' ').split('\n');
  const images = new Map([...text.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]));
  const stages = new Set<string>();
  for (const line of lines) {
    const [, from = '', stage] = /^FROM (\S+)(?: AS (\S+))?/.exec(line) ?? [];
    const image = from.replace(/\$\{(\w+)\}/, (_, name: string) => images.get(name) ?? '');
    if (from !== '' && !stages.has(from) && !digest.test(image)) faults.push(`FROM ${from} is not by a digest`);
    if (stage !== undefined) stages.add(stage);
    if (line.startsWith('ADD ')) faults.push('ADD fetches and unpacks: COPY what is here');
    if (/npm (?:ci|install)/.test(line) && !line.includes('--ignore-scripts'))
      faults.push('npm runs scripts of packages: --ignore-scripts');
    if (/npm install|apt-get install/.test(line))
      faults.push(`"${line.slice(0, 60)}" takes what is newest: versions come from the lock file`);
    if (/(?:SECRET|PASSWORD|TOKEN|_KEY)=\S/.test(line)) faults.push('a secret stays in a layer of the image');
  }
  const last = text.slice(text.lastIndexOf('\nFROM '));
  const user = /^USER (\d+)/m.exec(last)?.[1];
  if (user === undefined || user === '0') faults.push('the last stage must name a user by a number that is not root’s');
  if (!/^HEALTHCHECK (?!NONE)/m.test(last)) faults.push('the last stage has no HEALTHCHECK');
  if (!/^CMD \["node",/m.test(last)) faults.push('CMD must be a list that starts node: a shell would keep SIGTERM');
  if (!text.includes('npm sbom')) faults.push('the image must carry the list of its parts (npm sbom)');
  return faults;
}

/** deploy/Dockerfile; .dockerignore must let nothing through that is not named. Returns sentences. */
export function checkDockerfile(): string[] {
  const lines = readFileSync('.dockerignore', 'utf8').split('\n');
  const first = lines.find((line) => line !== '' && !line.startsWith('#'));
  return [
    ...dockerfileFaults(readFileSync('deploy/Dockerfile', 'utf8')).map((fault) => `deploy/Dockerfile: ${fault}`),
    ...(first === '*' ? [] : ['.dockerignore must begin with "*" and let through what is named']),
  ];
}
