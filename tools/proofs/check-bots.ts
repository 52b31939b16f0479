import { callTooOften, rushOfBots } from '../../server/test/buyers/bots.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C28: bots hold as much as their accounts may, again and again; somebody honest must get a place all the same, and whoever
// calls too often is told when to come back.

const bots = numberOption('bots', 200);
const mostPeriods = 2;

async function findHonest(): Promise<Finding[]> {
  const shop = await openProofShop();
  try {
    const { mostHeld, mayHold, periods, ...seen } = await rushOfBots(shop, bots);
    return [
      {
        name: 'no account holds more than it may',
        passed: seen.heldByBots > 0 && mostHeld <= mayHold,
        figures: { mostHeld, mayHold, ...seen },
      },
      {
        name: 'an honest buyer gets a place within two periods of a hold',
        passed: periods !== null && periods <= mostPeriods,
        figures: { periods, mostPeriods },
      },
    ];
  } finally {
    await shop.close();
  }
}

async function findLimits(): Promise<Finding[]> {
  const shop = await openProofShop({ rateLimits: true });
  try {
    const { perAddress, perAccount } = await callTooOften(shop);
    return Object.entries({ address: perAddress, account: perAccount }).map(([whose, figures]) => ({
      name: `who calls too often for one ${whose} gets 429 with Retry-After`,
      passed: figures.refused > 0 && figures.refused < figures.sent && figures.withRetryAfter === figures.refused,
      figures,
    }));
  } finally {
    await shop.close();
  }
}

report('C28', [...(await findHonest()), ...(await findLimits())]);
