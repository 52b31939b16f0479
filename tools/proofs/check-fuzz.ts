import { fuzzAll } from '../../server/test/fuzz/fuzz.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { numberOption, report } from './lib/report.ts';

// C24: every endpoint with inputs made from its schemas, half of them changed.

const perEndpoint = numberOption('per-endpoint', 300);
const seed = numberOption('seed', Date.now() % 1_000_000_000);
const slowestAllowedMs = 5_000;

const shop = await openProofShop({ environment: { TRUSTED_PROXIES: '1' } });
try {
  await shop.make.session();
  const { faults, ...seen } = await fuzzAll(shop, { seed, perEndpoint });
  const figures = { seed, perEndpoint, ...seen };
  report('C24', [
    {
      name: 'no 5xx, no stack trace, every reply as the contract says',
      passed: faults.length === 0,
      figures: { ...figures, faults },
    },
    {
      name: 'no call takes 5 s',
      passed: seen.slowestMs <= slowestAllowedMs,
      figures: { slowestMs: seen.slowestMs, slowest: seen.slowest },
    },
  ]);
} finally {
  await shop.close();
}
