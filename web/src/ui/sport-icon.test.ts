import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sportPath } from './sport-icon.tsx';
import { OTHER_SPORT_PATH, SPORT_PATHS } from './sport-paths.ts';

/** Codes that international timetables use. */
const known = `ARC ATH BDM BK3 BKB BKG BMF BMX BOX CER CLB CRD CSL CSP CTR DIV EQU FBL FEN GAR GLF GRY GTR HBL HOC JUD MPN MTB OWS
  ROW RU7 SAL SHO SKB SRF SWA SWM TEN TKW TRI TTE VBV VVO WLF WPO WRE
  PARC PATH PBDM PBOC PCRD PCSP PCTR PEQU PFBB PGBL PJUD PPWL PROW PSHO PSWM PTKW PTRI PTTE PVBS PWBK PWFE PWRU PWTE`;

it.each(known.split(/\s+/))('%s has a drawing of its own', (sport) => {
  expect(sportPath(sport)).not.toBe(OTHER_SPORT_PATH);
});

it('every sport of the demo catalogue has one', () => {
  const [head = '', ...rows] = readFileSync(
    new URL('../../../server/src/demo/catalogue/sessions.csv', import.meta.url),
    'utf8',
  ).split('\n');
  const column = head.split(',').indexOf('sport_code');
  const sports = new Set(rows.filter(Boolean).map((row) => row.split(',')[column] ?? ''));
  expect(sports.size).toBeGreaterThan(30);
  expect([...sports].filter((sport) => sportPath(sport) === OTHER_SPORT_PATH)).toEqual([]);
});

it('drawings stay on the grid of 24 px', () => {
  for (const path of Object.values(SPORT_PATHS)) {
    const starts = [...path.matchAll(/M(-?[\d.]+)[ ,](-?[\d.]+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    expect(
      starts.every((at) => at >= 1 && at <= 23),
      path,
    ).toBe(true);
  }
});
