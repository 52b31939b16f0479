import { spawnSync } from 'node:child_process';
import { checkDependencies } from './checks/dependencies.ts';
import { checkDeploy } from './checks/deploy.ts';
import { checkFolderRules } from './checks/folder-rules.ts';
import { checkLicences } from './checks/licences.ts';
import { checkMigrations } from './checks/migrations.ts';
import { checkPageWeight } from './checks/page-weight.ts';
import { checkRepository } from './checks/repository.ts';
import { checkScreenText } from './checks/screen-text.ts';
import { checkOpenApiFile } from './openapi.ts';
import { checkPolicyFile } from './policy.ts';
import { checkSchemaFiles } from './schema.ts';

type Check = () => string[] | Promise<string[]>;

/** A command that must end with 0; what it prints is the fault. */
function command(name: string, ...args: string[]): Check {
  return () => {
    const { status, stdout, stderr } = spawnSync(`node_modules/.bin/${name}`, args, { encoding: 'utf8' });
    return status === 0 ? [] : [`${name} ${args.join(' ')}\n${stdout}${stderr}`];
  };
}

const checks: Record<string, Check> = {
  'types of the contract': command('tsc', '-p', 'contract'),
  'types of the server': command('tsc', '-p', 'server'),
  'types of the pages': command('tsc', '-p', 'web'),
  'types of the service worker': command('tsc', '-p', 'web/tsconfig.worker.json'),
  'types of tools and browser tests': command('tsc', '-p', '.'),
  lint: command('oxlint', '--type-aware', '--deny-warnings'),
  format: command('biome', 'format'),
  'folder rules and their canaries': checkFolderRules,
  'unused code': command('knip'),
  'schema.sql and schema.ts': checkSchemaFiles,
  'openapi.json': checkOpenApiFile,
  'policy.md': checkPolicyFile,
  'texts of the screens': () => checkScreenText(),
  licences: () => checkLicences(),
  'weight of the pages': () => checkPageWeight(),
  'packages and their scripts': () => checkDependencies(),
  'migrations (squawk)': () => checkMigrations(),
  'files for containers and deliveries': checkDeploy,
  'tracked files': () => checkRepository(),
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const startedMs = performance.now();
  const faults = await check();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(`${faults.length === 0 ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)\n`);
  for (const fault of faults) process.stdout.write(`      ${fault.replaceAll('\n', '\n      ')}\n`);
  if (faults.length > 0) failed += 1;
}
process.stdout.write(`${Object.keys(checks).length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
