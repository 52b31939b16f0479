import { describe, expect, test } from 'vitest';
import { isInstalled } from './install.mjs';

/** @param {Record<string, object>} packages */
const lock = (packages) => JSON.stringify({ packages });
const fastify = { version: '5.0.0', integrity: 'sha512-a' };

describe('node_modules is as the lock file asks for', () => {
  test('when every package has its version and content', () => {
    const wanted = lock({ '': { version: '0.1.0' }, server: {}, 'node_modules/fastify': fastify });
    expect(isInstalled(wanted, lock({ 'node_modules/fastify': fastify }))).toBe(true);
  });

  test('not when npm did not finish, or a package is missing, older or other', () => {
    const wanted = lock({ 'node_modules/fastify': fastify });
    expect(isInstalled(wanted, undefined)).toBe(false);
    expect(isInstalled(wanted, lock({}))).toBe(false);
    expect(isInstalled(wanted, lock({ 'node_modules/fastify': { ...fastify, version: '4.0.0' } }))).toBe(false);
    expect(isInstalled(wanted, lock({ 'node_modules/fastify': { ...fastify, integrity: 'sha512-b' } }))).toBe(false);
  });

  test('without packages for other systems, but not without one for this', () => {
    const node = { ...fastify, optional: true, cpu: process.arch };
    const elsewhere = process.platform === 'linux' ? 'darwin' : 'linux';
    expect(isInstalled(lock({ 'node_modules/node': { ...node, os: elsewhere } }), lock({}))).toBe(true);
    expect(isInstalled(lock({ 'node_modules/node': { ...node, os: [process.platform] } }), lock({}))).toBe(false);
    expect(isInstalled(lock({ 'node_modules/node': { ...node, os: process.platform } }), lock({}))).toBe(false);
    const musl = { ...node, os: process.platform, libc: ['musl'] };
    expect(isInstalled(lock({ 'node_modules/node': musl }), lock({}))).toBe(true);
  });
});
