import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// What documents name must be there: a table of proofs that are gone proves nothing.

interface Requirement {
  id: string;
  level: number;
  status: string;
  how: string;
  evidence: string[];
}

const statuses = new Set(['met', 'partly', 'operator', 'not_applicable', 'not_met']);
/** Requirements of levels 1 and 2 in each section of ASVS 5.0.0, without the chapters V10 and V17. */
const perSection: Record<string, number> = {
  '1.1': 2,
  '1.2': 9,
  '1.3': 11,
  '1.4': 3,
  '1.5': 2,
  '2.1': 3,
  '2.2': 3,
  '2.3': 4,
  '2.4': 1,
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '4.1': 3,
  '4.2': 1,
  '4.3': 2,
  '4.4': 4,
  '5.1': 1,
  '5.2': 3,
  '5.3': 2,
  '5.4': 3,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
  '9.1': 3,
  '9.2': 4,
  '11.1': 2,
  '11.2': 3,
  '11.3': 3,
  '11.4': 4,
  '11.5': 1,
  '11.6': 1,
  '12.1': 3,
  '12.2': 2,
  '12.3': 4,
  '13.1': 1,
  '13.2': 5,
  '13.3': 2,
  '13.4': 5,
  '14.1': 2,
  '14.2': 4,
  '14.3': 3,
  '15.1': 3,
  '15.2': 3,
  '15.3': 7,
  '16.1': 1,
  '16.2': 5,
  '16.3': 4,
  '16.4': 3,
  '16.5': 3,
};

function requirements(): Requirement[] {
  const { requirements: all }: { requirements: Requirement[] } = JSON.parse(
    readFileSync('docs/security/asvs.json', 'utf8'),
  );
  return all;
}

test('every requirement of ASVS 5.0.0, levels 1 and 2, of the chapters that apply is answered once', () => {
  const counts: Record<string, number> = {};
  const ids = requirements().map(({ id }) => id);
  for (const id of ids) {
    const section = /^v5\.0\.0-(\d+\.\d+)\.\d+$/.exec(id)?.[1] ?? id;
    counts[section] = (counts[section] ?? 0) + 1;
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(counts).toEqual(perSection);
});

test('whatever says that it is met names files that exist', () => {
  for (const { id, level, status, how, evidence } of requirements()) {
    expect([id, [1, 2].includes(level), statuses.has(status), how.length > 5]).toEqual([id, true, true, true]);
    const hasNone = evidence.length === 0;
    expect([id, hasNone && ['met', 'partly', 'operator'].includes(status)]).toEqual([id, false]);
    expect([id, evidence.filter((file) => !existsSync(file))]).toEqual([id, []]);
  }
});

test('the page of checks has all 49 and names files and commands that exist', () => {
  const page = readFileSync('docs/checks.md', 'utf8');
  const rows = Array.from(page.matchAll(/^\| (C\d\d) \|/gm), ([, name]) => name);
  expect(rows).toEqual(Array.from({ length: 49 }, (_, at) => `C${String(at + 1).padStart(2, '0')}`));
  expectToExist(page);
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
  const commands = Array.from(page.matchAll(/`npm run (\S+?)(?:`| )/g), ([, name = '']) => name);
  expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
  expect(commands.length).toBeGreaterThan(15);
});

test('the threat model names tests that exist', () => {
  expectToExist(readFileSync('docs/security/threat-model.md', 'utf8'));
});

test('the table of commands in README has every script of package.json, and no document names another', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, table = ''] = /^\| `npm run …` \| does \|\n([^]*?)\n\n/m.exec(readFileSync('README.md', 'utf8')) ?? [];
  const cells = table.split('\n').map((row) => row.split('|', 2)[1] ?? '');
  const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = '']) => name));
  expect(named.toSorted()).toEqual(Object.keys(scripts).toSorted());
  const pages = [...globSync('docs/**/*.md'), 'README.md', 'SECURITY.md'];
  for (const page of pages) {
    const run = Array.from(readFileSync(page, 'utf8').matchAll(/npm run (?:-s )?([\w:-]+)/g), ([, name = '']) => name);
    expect([page, run.filter((name) => scripts[name] === undefined)]).toEqual([page, []]);
  }
});

function expectToExist(page: string): void {
  const files = Array.from(
    page.matchAll(/(?<![\w/.-])((?:server|web|e2e|tools|contract|docs|deploy|bench)\/[\w./-]+\.\w+)/g),
    ([, file = '']) => file,
  );
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  expect(files.length).toBeGreaterThan(10);
}
