import { payAtTheEnd, shuffleWebhooks } from '../../server/test/money-proofs.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C04 and C05 in full: 1,000 orders whose webhooks come shuffled, often and late; 500 payments at the end of their holds.

const webhookOrders = numberOption('webhook-orders', 1_000);
const lastMoments = numberOption('last-moments', 500);

async function webhooks(): Promise<Finding> {
  const shop = await openProofShop();
  try {
    const { violations, ...figures } = await shuffleWebhooks(shop, webhookOrders);
    const { refused, statuses, tickets, invoices, mails } = figures;
    const counts = [statuses['paid'], tickets, invoices.documents, invoices.numbers, mails];
    const whole = counts.every((count) => count === webhookOrders);
    const passed = whole && refused === 0 && violations.length === 0;
    return {
      name: 'C04 one effect for each order',
      passed,
      figures: { ...figures, violations: violations.slice(0, 5) },
    };
  } finally {
    await shop.close();
  }
}

async function ends(): Promise<Finding> {
  const shop = await openProofShop();
  try {
    const { limbo, violations, ...figures } = await payAtTheEnd(shop, lastMoments);
    const { paid = 0, expired = 0 } = figures.statuses;
    const passed = limbo.length === 0 && violations.length === 0 && paid > 0 && expired > 0;
    const seen = { ...figures, limbo: limbo.length, violations: violations.slice(0, 5) };
    return { name: 'C05 tickets, a refund or nothing taken', passed, figures: seen };
  } finally {
    await shop.close();
  }
}

report('C04-C05', [await webhooks(), await ends()]);
