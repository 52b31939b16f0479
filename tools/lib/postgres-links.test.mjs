import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { linkPostgresLibraries } from './postgres-links.mjs';

test('the links between libraries are made, repaired and then left alone', () => {
  const scope = mkdtempSync(path.join(tmpdir(), 'og-links-'));
  const native = path.join(scope, 'linux-x64', 'native');
  mkdirSync(path.join(native, 'lib'), { recursive: true });
  writeFileSync(path.join(native, 'lib', 'libpq.so.5.18'), 'library');
  const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }));
  writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify(links));
  symlinkSync('gone', path.join(native, 'lib', 'libpq.so.5'));
  for (let round = 0; round < 2; round++) {
    linkPostgresLibraries(scope);
    for (const name of ['libpq.so', 'libpq.so.5']) {
      expect(readlinkSync(path.join(native, 'lib', name))).toBe('libpq.so.5.18');
      expect(readFileSync(path.join(native, 'lib', name), 'utf8')).toBe('library');
    }
  }
  linkPostgresLibraries(path.join(scope, 'not-there'));
  rmSync(scope, { recursive: true });
});
