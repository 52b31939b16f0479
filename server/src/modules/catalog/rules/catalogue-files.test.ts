import { describe, expect, test } from 'vitest';
import { readCatalogueFiles } from './catalogue-files.ts';
import { formatProblems } from './import-report.ts';

const sessionsHeader =
  'session_code,sport,title,description,venue,city,starts_at_utc,ends_at_utc,medal,sport_code,venue_code,timezone,capacity';
const judo =
  'JUD01,Judo,Judo -48 kg,Premier tour,Champ de Mars Arena,Paris,2024-07-27T10:00:00Z,2024-07-27T14:00:00Z,false,JUD,CDM,Europe/Paris,8356';
const pricesHeader = 'session_code,category,audience,price_cents,currency';
const venuesHeader = 'venue,city,capacity,venue_code,venue_en,latitude,longitude';

function file(name: string, ...lines: string[]) {
  return { name, bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) };
}

/** Reads files and gives each problem as `file:line column message`. */
async function problemsOf(...files: ReturnType<typeof file>[]): Promise<string[]> {
  return (await readCatalogueFiles(files)).problems.map(
    ({ file: name, line, column, message }) => `${name}:${line} ${column ?? '-'} ${message}`,
  );
}

/** The judo session with some cells replaced. */
function judoWith(cells: Record<string, string>): string {
  const names = sessionsHeader.split(',');
  return judo
    .split(',')
    .map((cell, index) => cells[names[index] ?? ''] ?? cell)
    .join(',');
}

describe('the kind of a file', () => {
  test('is told by its header, in any order, with further columns ignored and a byte order mark', async () => {
    const files = await readCatalogueFiles([
      file('a.csv', `\uFEFFnote,${sessionsHeader}`, `x,${judo}`),
      file('b.csv', 'currency,price_cents,audience,category,session_code', 'EUR,2400,standard,A,JUD01'),
      file('c.csv', venuesHeader, 'Champ de Mars Arena,Paris,8356,CDM,,48.85,2.29'),
      file('d.csv', 'games,sport_code,sport,sport_en', 'X,JUD,Judo,Judo', 'Y,JUD,Judo,Judo'),
    ]);
    expect(files.problems).toEqual([]);
    expect(files.sessions.get('JUD01')).toMatchObject({ titleFr: 'Judo -48 kg', medal: false, capacity: 8_356 });
    expect(files.prices.get('JUD01')).toHaveLength(1);
    expect(files.venues.get('CDM')).toMatchObject({ capacity: 8_356, latitude: 48.85, nameEn: undefined });
    expect(files.sports.get('JUD')).toMatchObject({ nameFr: 'Judo', nameEn: 'Judo' });
  });

  test('missing columns are named, one by one', async () => {
    const header = sessionsHeader.replace('starts_at_utc,', '').replace(',timezone', '');
    expect(await problemsOf(file('s.csv', header))).toEqual([
      's.csv:1 starts_at_utc This column is missing; a file of sessions needs it.',
      's.csv:1 timezone This column is missing; a file of sessions needs it.',
    ]);
  });

  test('a header that fits nothing, stands twice or is absent is refused', async () => {
    expect((await problemsOf(file('x.csv', 'name,age', 'a,1')))[0]).toMatch(
      /^x\.csv:1 - The header fits no kind of file/,
    );
    expect(await problemsOf(file('p.csv', `${pricesHeader},audience`))).toEqual([
      'p.csv:1 audience This column stands twice in the header.',
    ]);
    expect((await problemsOf({ name: 'e.csv', bytes: new Uint8Array() }))[0]).toMatch(/^e\.csv:1 - The file is empty/);
  });
});

describe('a bad row is told with its line and column', () => {
  test.each([
    ['session_code', 'judo-1', '"judo-1" is not a code such as BKB14.'],
    ['session_code', '', 'The value is missing.'],
    ['title', '', 'The value is missing.'],
    ['sport_code', 'J', '"J" is not a code such as BKB.'],
    ['starts_at_utc', '27/07/2024 10:00', '"27/07/2024 10:00" is not a UTC time such as 2024-07-31T17:15:00Z.'],
    [
      'starts_at_utc',
      '2024-07-27T10:00:00+02:00',
      '"2024-07-27T10:00:00+02:00" is not a UTC time such as 2024-07-31T17:15:00Z.',
    ],
    ['starts_at_utc', '2024-02-30T10:00:00Z', '"2024-02-30T10:00:00Z" is not a UTC time such as 2024-07-31T17:15:00Z.'],
    ['ends_at_utc', '2024-07-27T10:00:00Z', 'The session ends before it starts.'],
    ['ends_at_utc', '2025-07-27T14:00:00Z', 'The session lasts longer than 168 hours.'],
    ['medal', 'oui', '"oui" is not one of true, false.'],
    ['timezone', 'Europe/Pari', '"Europe/Pari" is not a zone such as Europe/Paris.'],
    ['timezone', '+02:00', '"+02:00" is not a zone such as Europe/Paris.'],
    ['capacity', '12.5', '"12.5" is not a whole number from 1 to 1000000.'],
    ['capacity', '0', '"0" is not a whole number from 1 to 1000000.'],
    ['title', 'a\0b', 'The text holds a NUL character.'],
  ])('session, %s "%s"', async (column, value, message) => {
    expect(
      await problemsOf(file('s.csv', sessionsHeader, judo, judoWith({ session_code: 'JUD02', [column]: value }))),
    ).toEqual([`s.csv:3 ${column} ${message}`]);
  });

  test.each([
    ['category', 'JUD01,Z,standard,100,EUR', '"Z" is not one of First, A, B, C, D, E+, E.'],
    ['audience', 'JUD01,A,child,100,EUR', '"child" is not one of standard, wheelchair.'],
    ['price_cents', 'JUD01,A,standard,24.00,EUR', '"24.00" is not a whole number from 0 to 10000000.'],
    ['price_cents', 'JUD01,A,standard,-1,EUR', '"-1" is not a whole number from 0 to 10000000.'],
    ['currency', 'JUD01,A,standard,100,USD', '"USD" is not one of EUR.'],
  ])('price, %s', async (column, row, message) => {
    expect(await problemsOf(file('p.csv', pricesHeader, row))).toEqual([`p.csv:2 ${column} ${message}`]);
  });

  test.each([
    ['venue_code', 'Arena,Paris,100,c d,,,', '"c d" is not a code such as LIL.'],
    ['capacity', 'Arena,Paris,many,CDM,,,', '"many" is not a whole number from 1 to 1000000.'],
    ['latitude', 'Arena,Paris,100,CDM,,91,2', '"91" is not a number from -90 to 90.'],
  ])('venue, %s', async (column, row, message) => {
    expect(await problemsOf(file('v.csv', venuesHeader, row))).toEqual([`v.csv:2 ${column} ${message}`]);
  });

  test('lines are counted through quoted line breaks, empty lines and Windows line ends', async () => {
    const text = `${pricesHeader}\r\n"JUD\r\n01",A,standard,1,EUR\r\n\r\nJUD01,A,standard,x,EUR\r\n`;
    expect(await problemsOf({ name: 'p.csv', bytes: new TextEncoder().encode(text) })).toEqual([
      'p.csv:2 session_code "JUD\n01" is not a code such as BKB14.',
      'p.csv:5 price_cents "x" is not a whole number from 0 to 10000000.',
    ]);
  });

  test('too few or too many values, an open quote, and bytes that are not UTF-8', async () => {
    expect(await problemsOf(file('p.csv', pricesHeader, 'JUD01,A,standard', 'JUD01,A,standard,1,EUR,x'))).toEqual([
      'p.csv:2 price_cents The row has 3 values, the header 5 columns.',
      'p.csv:3 - The row has 6 values, the header 5 columns.',
    ]);
    expect((await problemsOf(file('p.csv', pricesHeader, 'JUD01,"A,standard,1,EUR')))[0]).toMatch(
      /^p\.csv:\d+ - This is not CSV/,
    );
    const bytes = Buffer.concat([
      Buffer.from(`${pricesHeader}\nJUD01,`),
      Buffer.from([0xe9]),
      Buffer.from(',x,1,EUR\n'),
    ]);
    expect(await problemsOf({ name: 'p.csv', bytes })).toEqual(['p.csv:2 - The text is not UTF-8 from here on.']);
  });

  test('a session or a price that stands twice, in one file or in two', async () => {
    expect(await problemsOf(file('s.csv', sessionsHeader, judo), file('t.csv', sessionsHeader, judo))).toEqual([
      't.csv:2 session_code JUD01 stands already in s.csv, line 2.',
    ]);
    const price = 'JUD01,A,standard,100,EUR';
    expect(await problemsOf(file('p.csv', pricesHeader, price, 'JUD01,A,wheelchair,100,EUR', price))).toEqual([
      'p.csv:4 category The price of JUD01, A, standard stands already in p.csv, line 2.',
    ]);
  });

  test('one code with two names', async () => {
    const other = judoWith({ session_code: 'JUD02', venue: 'Arena Bercy' });
    expect(await problemsOf(file('s.csv', sessionsHeader, judo, other))).toEqual([
      's.csv:3 venue CDM is "Arena Bercy, Paris" here and "Champ de Mars Arena, Paris" in s.csv, line 2.',
    ]);
  });

  test('at most fifty are listed, and how many more there are', async () => {
    const rows = Array.from({ length: 60 }, () => 'JUD01,Z,standard,100,EUR');
    const { problems } = await readCatalogueFiles([file('p.csv', pricesHeader, ...rows)]);
    const lines = formatProblems(problems).split('\n');
    expect(lines.filter((line) => line.startsWith('p.csv, line '))).toHaveLength(50);
    expect(lines[0]).toBe('p.csv, line 2, column category: "Z" is not one of First, A, B, C, D, E+, E.');
    expect(lines).toContain('... and 10 more.');
    expect(lines.at(-1)).toBe('60 faults found: nothing was written. Correct the files and import again.');
  });
});

test('English titles are made from the sport and the first part of the English description', async () => {
  const header = `${sessionsHeader},sport_en,description_en`;
  const titleOf = async (descriptionEn: string) =>
    (await readCatalogueFiles([file('s.csv', header, `${judo},Judo,${descriptionEn}`)])).sessions.get('JUD01')?.titleEn;
  expect(await titleOf("Men - Men's Group C")).toBe("Judo – Men's Group C");
  expect(await titleOf('Women -48 kg - Women -48 kg Final; Men -60 kg - Men -60 kg Final')).toBe(
    'Judo – Women -48 kg Final (+1)',
  );
  expect(await titleOf('')).toBeUndefined();
});
