import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than ten seconds, the longest first; few lines of some of them start a lot. */
const longest = [
  'server/test/race-holds.test.ts',
  'server/test/access/access.test.ts',
  'server/test/shop-model/shop-model.test.ts',
  'server/test/simulation/simulation.test.ts',
  'server/test/single-use.test.ts',
  'server/src/modules/orders/interrupted-runs.test.ts',
  'server/src/commands/keys.test.ts',
  'server/src/commands/catalogue-import.test.ts',
  'server/src/platform/database/embedded.test.ts',
  'server/src/modules/carts/closed-sale.test.ts',
  'server/test/crash/crash.test.ts',
  'server/src/modules/accounts/token-family.test.ts',
  'server/src/modules/payments/unstarted.test.ts',
  'server/src/modules/payments/money-proofs.test.ts',
  'server/src/modules/payments/payments.test.ts',
  'server/src/simulated-bank/bank.test.ts',
  'server/src/simulated-bank/courier.test.ts',
  'server/src/modules/accounts/revocation.test.ts',
  'server/src/commands/mfa-reset.test.ts',
  'server/src/commands/admin-create.test.ts',
  'server/test/crash/gate-crash.test.ts',
  'server/test/bots.test.ts',
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
