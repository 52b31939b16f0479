import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dockerfileFaults, rolloutFaults, serviceFaults } from './containers.ts';
import { settingFaults } from './deploy.ts';
import { manifestFaults } from './kubernetes.ts';
import { movedNginx } from './nginx.ts';
import { workflowFaults } from './workflows.ts';
import { readYaml } from './yaml-files.ts';

const hash = 'a'.repeat(40);
const workflow = (step: string, permissions = '{}'): string =>
  `on: push\npermissions: ${permissions}\njobs:\n  a:\n    permissions: { contents: read }\n    timeout-minutes: 5\n    steps:\n      - ${step}\n`;

it.each([
  ['uses: actions/setup-node@v6', 'name the commit'],
  [`uses: actions/setup-node@${hash}`, 'say which version'],
  [`uses: actions/checkout@${hash} # v6.0.2`, 'persist-credentials'],
  ['run: echo ${{ github.event.pull_request.title }}', 'puts an expression into a script'],
])('finds what is wrong with the step %s', (step, fault) => {
  expect(workflowFaults('w.yml', workflow(step)).join('\n')).toContain(fault);
});

it('wants no rights for a whole workflow, and none of strangers’ code with secrets', () => {
  expect(workflowFaults('w.yml', workflow('run: true'))).toEqual([]);
  expect(workflowFaults('w.yml', workflow('run: true', 'write-all')).join()).toContain('permissions: {}');
  const target = workflow('run: true').replace('on: push', 'on: pull_request_target');
  expect(workflowFaults('w.yml', target).join()).toContain('pull_request_target');
});

it.each([
  ['image', 'postgres:18', 'not by a digest'],
  ['read_only', false, 'may write to its root'],
  ['cap_drop', [], 'keeps capabilities'],
  ['privileged', true, 'too close'],
  ['environment', { ACCESS_TOKEN: 'x' }, 'a secret in its environment'],
  ['environment', { DATABASE_URL: 'postgres://shop:word@db/x' }, 'a secret in its environment'],
  ['volumes', ['/var/run/docker.sock:/x'], 'socket'],
])('finds a service whose %s is %s', (name, value, fault) => {
  const good = { image: `x:1@sha256:${'a'.repeat(64)}`, read_only: true, cap_drop: ['ALL'], logging: {} };
  expect(serviceFaults('c.yaml', { services: { one: good } })).toEqual([]);
  expect(serviceFaults('c.yaml', { services: { one: { ...good, [name]: value } } }).join()).toContain(fault);
});

it('finds a rollout that stops first or is not taken back', () => {
  expect(rolloutFaults('s.yaml', { services: { web: {} } })).toHaveLength(4);
});

it.each([
  [/@sha256:\w+/, '', 'not by a digest'],
  ['USER 1000:1000', 'USER root', 'must name a user'],
  [/^HEALTHCHECK .*\n.*\n/m, '', 'HEALTHCHECK'],
  [/^CMD .*$/m, 'CMD node server/src/main.ts', 'must be a list'],
  ['npm ci --ignore-scripts', 'npm ci', 'runs scripts'],
  ['npm ci --ignore-scripts', 'npm install --ignore-scripts', 'takes what is newest'],
  ['ENV NODE_ENV', 'ENV API_TOKEN=abc NODE_ENV', 'stays in a layer'],
  ['npm sbom', 'npm ls', 'list of its parts'],
])('finds a Dockerfile with %s made %s', (what, other, fault) => {
  const text = readFileSync('deploy/Dockerfile', 'utf8');
  expect(dockerfileFaults(text)).toEqual([]);
  expect(dockerfileFaults(text.replace(what, other)).join()).toContain(fault);
});

it.each([
  ['runAsNonRoot: true', 'runAsNonRoot: false', 'may run as root'],
  ['readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 'may write'],
  ['drop: [ALL]', 'drop: []', 'keeps capabilities'],
  ['defaultMode: 0440', 'defaultMode: 0444', 'another mode than 0440'],
  ['path: /readyz', 'path: /healthz', 'readinessProbe must ask /readyz'],
  ['maxUnavailable: 0', 'maxUnavailable: 1', 'goes before the new one'],
  ['limits: { memory: 1Gi }', 'limits: {}', 'no limit of memory'],
])('finds manifests with %s made %s', (what, other, fault) => {
  const folder = 'deploy/kubernetes/base';
  const rest = ['scaling', 'network', 'worker'].flatMap((name) => readYaml(`${folder}/${name}.yaml`));
  const web = JSON.stringify(readYaml(`${folder}/web.yaml`));
  const asJson = (text: string): string => {
    const [key = '', value = ''] = text.split(/: (.*)/);
    const plain: Record<string, string> = {
      '[ALL]': '["ALL"]',
      '{ memory: 1Gi }': '{"memory":"1Gi"}',
      '0440': '440',
      '0444': '444',
    };
    return `"${key}":${plain[value] ?? (/^(?:true|false|\d+|\[\]|\{\})$/.test(value) ? value : `"${value}"`)}`;
  };
  expect(manifestFaults([...JSON.parse(web), ...rest])).toEqual([]);
  expect(web).toContain(asJson(what));
  const planted: Record<string, unknown>[] = JSON.parse(web.replaceAll(asJson(what), asJson(other)));
  expect(manifestFaults([...planted, ...rest]).join()).toContain(fault);
});

it('finds a deployment without a budget, and a network that refuses nothing', () => {
  const faults = manifestFaults(readYaml('deploy/kubernetes/base/worker.yaml'));
  expect(faults.join()).toContain('PodDisruptionBudget');
  expect(faults.join()).toContain('NetworkPolicy');
});

it('finds a setting that nobody reads', () => {
  const faults = settingFaults(
    'c.yaml',
    '  DATABASE_URL_FILE: x\n  DATABASE_ULR_FILE: y\n',
    new Set(['DATABASE_URL_FILE']),
  );
  expect(faults).toEqual(['c.yaml sets DATABASE_ULR_FILE, which nobody reads']);
});

it('moves the files of nginx, and says http2 as an old one understands it', () => {
  const text =
    'pid /tmp/nginx.pid;\nserver web:3000 max_fails=0;\nlisten 8443 ssl;\n    http2 on;\nkey /run/secrets/tls.crt;';
  const place = { ports: { https: 9443, http: 0, health: 0 }, shops: ['127.0.0.1:1', '127.0.0.1:2'] };
  const moved = 'pid /x/nginx.pid;\nserver 127.0.0.1:1 max_fails=0;\n  server 127.0.0.1:2 max_fails=0;\n';
  expect(movedNginx(text, '/x', { ...place, isOld: true })).toBe(
    `${moved}listen 127.0.0.1:9443 ssl http2;\nkey /x/tls.crt;`,
  );
  expect(movedNginx(text, '/x', { ...place, isOld: false })).toContain('http2 on;');
});
