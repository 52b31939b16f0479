import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than ten seconds, of each project the longest first; few lines of some of them start a lot. */
const longest = [
  'server/test/access/access.test.ts',
  'server/test/race-holds.test.ts',
  'server/test/simulation/simulation.test.ts',
  'server/test/crash/crash.test.ts',
  'server/src/commands/keys.test.ts',
  'server/src/platform/database/embedded.test.ts',
  'server/src/modules/orders/interrupted-runs.test.ts',
  'server/test/single-use.test.ts',
  'server/test/shop-model/shop-model.test.ts',
  'server/src/commands/catalogue-import.test.ts',
  'server/test/rolling/rolling.test.ts',
  'server/src/commands/backup.test.ts',
  'server/src/simulated-bank/bank.test.ts',
  'server/src/modules/accounts/token-family.test.ts',
  'server/src/platform/database/embedded/out-of-reach.test.ts',
  'server/src/modules/accounts/brute-force.test.ts',
  'server/src/commands/mfa-reset.test.ts',
  'server/src/modules/payments/money-proofs.test.ts',
  'server/src/modules/payments/providers/stripe/purchase.test.ts',
  'server/src/modules/notices/smtp.test.ts',
  'server/src/modules/admissions/lists.test.ts',
  'server/src/modules/tickets/transfer.test.ts',
  'server/test/adding.test.ts',
  'server/src/platform/telemetry/telemetry.test.ts',
  'server/test/crash/gate-crash.test.ts',
  'e2e/accessibility.test.ts',
  'e2e/back-office-accessibility.test.ts',
  'e2e/order-resume.test.ts',
  'e2e/stripe.test.ts',
  'e2e/gate-offline.test.ts',
  'e2e/payment.test.ts',
  'e2e/cart.test.ts',
  'e2e/live-stock.test.ts',
  'e2e/gate-scanner.test.ts',
  'e2e/identity.test.ts',
  'e2e/buy-and-scan.test.ts',
  'e2e/back-office-orders.test.ts',
  'e2e/second-factors.test.ts',
  'e2e/cancel-tickets.test.ts',
  'e2e/back-office-settings.test.ts',
  'e2e/flight-mode.test.ts',
  'e2e/gate-camera.test.ts',
];

/**
 * Begins with the long files of each project, so that none of them is left to run alone at the end. What Vitest knows of earlier
 * runs says the same, but a fresh clone knows of none.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((file) => moduleId.endsWith(file));
      return at === -1 ? longest.length : at;
    };
    const byName = (one: TestSpecification, two: TestSpecification): number =>
      one.project.name.localeCompare(two.project.name);
    const sorted = await super.sort(files);
    return sorted.toSorted((one, two) => byName(one, two) || rankOf(one) - rankOf(two));
  }
}
