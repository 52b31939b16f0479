import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { trackedFiles } from './tracked-files.ts';

// No address of a caller is ever called: whoever calls out stands in the threat model, with the setting that says where to.

const callsOut =
  /\bfetch\(|createTransport\(|new Redis\(|import\('stripe'\)|https?\.(?:request|get)\(|\b(?:net|tls)\.connect\(|new pg\.(?:Pool|Client)\(|new WebSocket\(|from 'undici'|from 'node:(?:net|tls|dgram|dns|http2)/;
/** Listens, or looks for a free port, and calls nobody. Commands are an operator's. */
const listensOnly = new Set(['server/src/platform/database/embedded/postmaster.ts']);

function filesThatCallOut(): string[] {
  return trackedFiles().filter((file) => {
    const isServer = /^server\/src\/(?!commands\/).*(?<!\.test)\.ts$/.test(file) && !listensOnly.has(file);
    return isServer && callsOut.test(withoutComments(readFileSync(file, 'utf8')));
  });
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/^import (?:type .*|\{ (?:isIP|Server as NetServer) \} .*)$/gm, '');
}

test('every file of the server that calls out is listed with the setting that says where to', () => {
  const model = readFileSync('docs/security/threat-model.md', 'utf8');
  const table = /## Whom the server calls\n([^]*?)\n## /.exec(model)?.[1] ?? '';
  const listed = Array.from(table.matchAll(/\| (server\/\S+\.ts) \|/g), ([, file]) => file ?? '');
  const own = /^server\/src\/platform\/database\//;
  const found = filesThatCallOut();
  expect(found.filter((file) => !own.test(file)).toSorted()).toEqual(
    listed.filter((file) => !own.test(file)).toSorted(),
  );
  expect(found.length).toBeGreaterThan(5);
});

test('what calls an address by HTTP takes no redirect from it', () => {
  for (const file of filesThatCallOut()) {
    const text = readFileSync(file, 'utf8');
    if (!/\bfetch\(/.test(text) || file.includes('/demo/')) continue;
    expect([file, text.includes("redirect: 'error'")]).toEqual([file, true]);
  }
});
