import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listAt, readYaml, recordAt } from './yaml-files.ts';

type Manifest = Record<string, unknown>;

/** The template of the pods of a Deployment or Job. */
function podOf(manifest: Manifest): Manifest {
  return recordAt(manifest, 'spec', 'template', 'spec');
}

function podFaults(where: string, pod: Manifest): string[] {
  const faults: string[] = [];
  const security = recordAt(pod, 'securityContext');
  if (security['runAsNonRoot'] !== true) faults.push(`${where} may run as root`);
  if (recordAt(security, 'seccompProfile')['type'] !== 'RuntimeDefault')
    faults.push(`${where} may make any system call`);
  if (pod['automountServiceAccountToken'] !== false)
    faults.push(`${where} gets a token of the cluster that it does not need`);
  for (const { secret, name } of listAt(pod, 'volumes')) {
    // The shop refuses a secret that everybody may read, and YAML reads 0440 as a decimal number in its newer version.
    if (secret !== undefined && ![0o440, 440].includes(Number(recordAt(secret)['defaultMode']))) {
      faults.push(`${where} mounts the secret ${String(name)} with another mode than 0440`);
    }
  }
  return faults;
}

function containerFaults(where: string, container: Manifest): string[] {
  const faults: string[] = [];
  const security = recordAt(container, 'securityContext');
  if (security['readOnlyRootFilesystem'] !== true) faults.push(`${where} may write to its root file system`);
  if (security['allowPrivilegeEscalation'] !== false) faults.push(`${where} may become more than it is`);
  if (JSON.stringify(recordAt(security, 'capabilities')['drop']) !== '["ALL"]')
    faults.push(`${where} keeps capabilities`);
  if (recordAt(container, 'resources', 'limits')['memory'] === undefined)
    faults.push(`${where} has no limit of memory`);
  if (recordAt(container, 'resources', 'requests')['cpu'] === undefined) faults.push(`${where} asks for no processor`);
  for (const { name, valueFrom } of listAt(container, 'env')) {
    if (recordAt(valueFrom)['secretKeyRef'] !== undefined)
      faults.push(`${where} has a secret in its environment: ${String(name)}`);
  }
  return faults;
}

/** Faults of the manifests by what every workload of ours must be. Returns sentences. */
export function manifestFaults(manifests: readonly Manifest[]): string[] {
  const faults: string[] = [];
  const named = (kind: string): Set<string> =>
    new Set(manifests.filter((one) => one['kind'] === kind).map((one) => String(recordAt(one, 'metadata')['name'])));
  for (const manifest of manifests) {
    const kind = String(manifest['kind']);
    const name = String(recordAt(manifest, 'metadata')['name']);
    if (kind !== 'Deployment' && kind !== 'Job') continue;
    const where = `${kind} ${name}`;
    const pod = podOf(manifest);
    faults.push(...podFaults(where, pod));
    for (const container of listAt(pod, 'containers')) faults.push(...containerFaults(where, container));
    if (kind === 'Job') continue;
    for (const container of listAt(pod, 'containers')) {
      for (const [probe, path] of [
        ['livenessProbe', '/healthz'],
        ['readinessProbe', '/readyz'],
      ] as const) {
        if (recordAt(container, probe, 'httpGet')['path'] !== path)
          faults.push(`${where}: its ${probe} must ask ${path}`);
      }
    }
    if (recordAt(manifest, 'spec', 'strategy', 'rollingUpdate')['maxUnavailable'] !== 0)
      faults.push(`${where} goes before the new one is well`);
    for (const other of ['HorizontalPodAutoscaler', 'PodDisruptionBudget']) {
      if (!named(other).has(name)) faults.push(`${where} has no ${other}`);
    }
  }
  const denies = manifests.some(
    (one) => one['kind'] === 'NetworkPolicy' && JSON.stringify(recordAt(one, 'spec', 'podSelector')) === '{}',
  );
  if (!denies) faults.push('no NetworkPolicy refuses what is not named');
  if (manifests.some((one) => one['kind'] === 'Secret')) faults.push('a Secret stands in the repository');
  return faults;
}

/** All manifests of a folder, the kustomizations left out. */
function readManifests(folder: string): Manifest[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
  return files.sort().flatMap((file) => readYaml(join(folder, file)));
}

/** deploy/kubernetes/base. Returns sentences, one a fault. */
export function checkKubernetes(): string[] {
  const folder = 'deploy/kubernetes/base';
  const [kustomization = {}] = readYaml(join(folder, 'kustomization.yaml'));
  const { resources } = kustomization;
  const listed = new Set(Array.isArray(resources) ? resources.map(String) : []);
  const left = readdirSync(folder).filter((file) => file !== 'kustomization.yaml' && !listed.has(file));
  return [
    ...left.map((file) => `${folder}/${file} stands in no kustomization`),
    ...manifestFaults(readManifests(folder)).map((fault) => `deploy/kubernetes: ${fault}`),
  ];
}
