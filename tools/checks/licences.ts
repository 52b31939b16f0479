import { existsSync, readFileSync } from 'node:fs';

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

/** Packages that only build or test the product and never reach a user, with what allows them. */
const toolsOnly: Record<string, string> = {
  '@axe-core/playwright': 'MPL-2.0',
  '@undecaf/zbar-wasm': 'LGPL-2.1+',
  'axe-core': 'MPL-2.0',
  lightningcss: 'MPL-2.0',
};

/** Packages that state their licence only in a file beside the code, which we read. */
const readInTheirFile: Record<string, string> = { 'png-js': 'MIT' };

interface LockedPackage {
  license?: string;
  link?: boolean;
  dev?: boolean;
  hasInstallScript?: boolean;
}

/** Any alternative of `(A OR B)` will do; all parts of `A AND B` must. */
function isAllowed(licence: string): boolean {
  const bare = licence.replace(/[()]/g, '');
  return bare.split(' OR ').some((option) => option.split(' AND ').every((part) => allowed.has(part.trim())));
}

function licenceOf(name: string, path: string, locked: LockedPackage): string | null {
  const stated = locked.license ?? readInTheirFile[name];
  if (stated !== undefined) return stated;
  const file = `${path}/package.json`;
  if (!existsSync(file)) return null;
  const { license } = JSON.parse(readFileSync(file, 'utf8'));
  return typeof license === 'string' ? license : null;
}

/** Every installed package has a licence that we may ship under. Returns sentences, one a fault. */
export function checkLicences(lockFile = 'package-lock.json'): string[] {
  const packages: Record<string, LockedPackage> = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const faults: string[] = [];
  let read = 0;
  for (const [path, locked] of Object.entries(packages)) {
    if (!path.startsWith('node_modules/') || locked.link === true) continue;
    read += 1;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = licenceOf(name, path, locked);
    const exception = toolsOnly[name] ?? toolsOnly[name.replace(/-(linux|darwin|win32|freebsd|android).*$/, '')];
    if (licence === null) faults.push(`${name} states no licence`);
    else if (!isAllowed(licence) && exception !== licence)
      faults.push(`${name} is under ${licence}, which is not on the list`);
  }
  if (read < 100) faults.push(`only ${read} packages were read from ${lockFile}`);
  return faults;
}
