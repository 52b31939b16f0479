import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../test/gate-vectors.json' with { type: 'json' };
import { type ChainedScan, followChain, scanBytes, scanHash } from './scan-chain.ts';

const scans: ChainedScan[] = vectors.scans.map(({ hash: _hash, ...scan }) => ({
  ...scan,
  direction: scan.direction === 'out' ? 'out' : 'in',
}));

test('the scans of the vectors have the hashes that stand there, each in the next one', async () => {
  expect(new TextDecoder().decode(scanBytes(scans[0] ?? Object.assign({})))).toBe(vectors.firstScanText);
  expect(await followChain(scans)).toEqual({ ok: true, hashes: vectors.scans.map(({ hash }) => hash) });
});

test('a chain of which anything was changed, left out or swapped is broken there, or ends in another hash', async () => {
  const last = vectors.scans.at(-1)?.hash;
  const texts = ['gate', 'session', 'code', 'verdict', 'reason', 'scannedAt', 'scanId'] as const;
  await fc.assert(
    fc.asyncProperty(fc.nat(scans.length - 1), fc.constantFrom(...texts, 'places' as const), async (index, field) => {
      const change = (scan: ChainedScan) =>
        field === 'places' ? { places: scan.places + 1 } : { [field]: `${scan[field]}0` };
      const forged = scans.map((scan, at) => (at === index ? { ...scan, ...change(scan) } : scan));
      const followed = await followChain(forged);
      if (index === scans.length - 1) expect(followed.ok ? followed.hashes.at(-1) : last).not.toBe(last);
      else expect(followed).toEqual({ ok: false, brokenAt: index + 1 });
    }),
  );
  expect(await followChain(scans.filter((_, at) => at !== 1))).toEqual({ ok: false, brokenAt: 1 });
  expect(await followChain(scans.toReversed())).toMatchObject({ ok: false });
});

test('two scans that differ never share their bytes, whatever their codes hold', () => {
  const [scan] = scans;
  if (scan === undefined) throw new Error('a scan is needed');
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '1', ' ') });
  fc.assert(
    fc.property(text, text, (one, two) => {
      const same =
        new TextDecoder().decode(scanBytes({ ...scan, code: one })) ===
        new TextDecoder().decode(scanBytes({ ...scan, code: two }));
      expect(same).toBe(one === two);
    }),
  );
});

test('the id of a scan is hashed in lower case', async () => {
  const [scan] = scans;
  if (scan === undefined) throw new Error('a scan is needed');
  expect(await scanHash({ ...scan, scanId: scan.scanId.toUpperCase() })).toBe(await scanHash(scan));
});
