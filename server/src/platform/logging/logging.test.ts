import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeError } from './describe-error.ts';
import { scrub } from './scrub.ts';

const token = 'q7vK2xM9pL4-Zq7vK2xM9pL4_Zq7vK2xM9pL4aaaaa1';

test.each([
  ['an address of a person', 'Key (email)=(zoé.o’neil@mail.example.org) exists', '[email]'],
  ['another alphabet', 'to 用户@例子.公司', '[email]'],
  ['a password in an address', 'cannot reach postgres://shop:Rw8tB3nH@db:5432/x', '://[removed]@'],
  ['a token', `link ${token}`, '[token]'],
  ['a token of a link', '/activation?token=short-one', 'token=[removed]'],
  ['an access token', 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln', '[token]'],
  ['a header', 'authorization: Bearer abc.def', 'Bearer [removed]'],
  ['a card', 'card 4242 4242 4242 4242', '[card]'],
  ['a card in one go', 'card 5555555555554444,', '[card]'],
  ['a code of a ticket', `read OG1:${'A1%$'.repeat(20)}`, '[ticket code]'],
  ['the secret of an app', 'secret JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', '[secret]'],
])('%s does not stay in a line', (_name, line, put) => {
  const clean = scrub(line);
  expect(clean).toContain(put);
  for (const word of [
    'neil',
    '用户',
    'Rw8tB3nH',
    token,
    'short-one',
    'eyJhb',
    'abc.def',
    '4242 42',
    '555555',
    'A1%$',
    'JBSWY',
  ]) {
    expect(clean).not.toContain(word);
  }
});

test.each([
  '{"level":50,"time":"2026-11-23T08:52:58.123Z","requestId":"019ab0c1-7d4e-7abc-8def-0123456789ab","route":"/api/v1/orders"}',
  'at Object.<anonymous> (/srv/shop/node_modules/graphile-worker/dist/worker.js:254:21)',
  'duplicate key value violates unique constraint "accounts_email_index_is_unique_among_all_accounts"',
  'sum 1234 5678 9012 3456 is no card, 1795423978123 is a time',
])('what is nobody’s stays as it is: %s', (line) => {
  expect(scrub(line)).toBe(line);
});

test('an error is described by what is listed alone', () => {
  const database = Object.assign(new Error('duplicate key value violates unique constraint "accounts_email"'), {
    code: '23505',
    severity: 'ERROR',
    table: 'accounts',
    detail: 'Key (email)=(zoe) already exists.',
    where: 'SQL statement "INSERT … zoe"',
  });
  const outer = new Error('not stored', {
    cause: Object.assign(database, { request: { headers: { cookie: 'zoe' } } }),
  });
  const described = describeError(outer);
  expect(described).toMatchObject({ message: 'not stored', cause: { code: '23505', table: 'accounts' } });
  expect(JSON.stringify(described)).not.toContain('zoe');
  expect(JSON.stringify(described)).toContain('logging.test.ts');
});

test('what the database or JSON could not read is not quoted', () => {
  const unread = Object.assign(new Error('invalid input syntax for type uuid: "zoe"'), {
    code: '22P02',
    severity: 'ERROR',
  });
  expect(describeError(unread)).toMatchObject({ message: 'invalid input syntax for type uuid: "…"' });
  const parse = (): unknown => JSON.parse('{"name": zoe}');
  let thrown: unknown;
  try {
    parse();
  } catch (error) {
    thrown = error;
  }
  expect(JSON.stringify(describeError(thrown))).not.toContain('zoe');
});

test('the log of a process holds none of it, also of children and at every level', () => {
  const script = `
    const { createLogger } = await import(${JSON.stringify(fileURLToPath(new URL('../log.ts', import.meta.url)))});
    const log = createLogger('trace').child({ requestId: 'r1' }, { serializers: {} });
    const error = Object.assign(new Error('unknown user zoe@example.org'), { detail: 'canary' });
    log.trace({ password: 'canary', user: { email: 'canary', firstName: 'canary' } }, 'a line about zoe@example.org');
    log.error(error);
    log.error({ err: error });
    log.warn({ req: { method: 'GET', url: '/pay?secret=canary', headers: { cookie: 'canary' } } }, 'a call');
    log.info('plain ${token}');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const lines = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toHaveLength(5);
  expect(lines[1]).toMatchObject({ requestId: 'r1', msg: 'an error', err: { message: 'unknown user [email]' } });
  expect(lines[3]).toMatchObject({ req: { method: 'GET', path: '/pay' } });
  expect(stdout).not.toMatch(/canary|zoe|q7vK2xM9/);
});
