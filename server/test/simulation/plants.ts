import type { KyselyPlugin, PluginTransformQueryArgs, RootOperationNode } from 'kysely';
import type { Plant } from './simulation.ts';

/** Leaves out FOR UPDATE, of one table or everywhere. */
class WithoutRowLocks implements KyselyPlugin {
  readonly #table: string | null;

  constructor(table: string | null) {
    this.#table = table;
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind !== 'SelectQueryNode' || node.endModifiers === undefined) return node;
    if (this.#table !== null && !JSON.stringify(node.from ?? {}).includes(`"${this.#table}"`)) return node;
    const { endModifiers: _lock, ...rest } = node;
    return rest;
  }

  async transformResult<Result>({ result }: { result: Result }): Promise<Result> {
    return result;
  }
}

function trigger(on: string, name: string, body: string): string[] {
  return [
    `CREATE FUNCTION public.${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`,
    `CREATE TRIGGER ${name} ${on} FOR EACH ROW EXECUTE FUNCTION public.${name}()`,
  ];
}

/** Faults that a simulation must find: each takes away one thing that keeps money and tickets together. */
export const plants: readonly Plant[] = [
  { name: 'an order is changed without its lock', plugins: [new WithoutRowLocks('orders')], foundBy: 5_061 },
  {
    name: 'the bank is asked for a refund under a new name each time',
    bank: 'refund under a new name at each try',
    foundBy: 5_080,
  },
  {
    name: 'a close that timed out counts as done',
    bank: 'a close that nobody answered counts as done',
    foundBy: 5_055,
  },
  {
    name: 'money is not marked as settled, so that it is settled again',
    statements: trigger(
      'BEFORE UPDATE OF settled_at ON payments.payments',
      'planted_settle_again',
      'IF NEW.settled_at >= transaction_timestamp() THEN NEW.settled_at := NULL; END IF; RETURN NEW;',
    ),
    foundBy: 5_051,
  },
  {
    name: 'a refund of late money is lost',
    statements: trigger(
      'BEFORE INSERT ON payments.refunds',
      'planted_lost_refund',
      "IF NEW.reason = 'late_payment' THEN RETURN NULL; END IF; RETURN NEW;",
    ),
  },
  {
    name: 'places of an order that was given up are not free again',
    statements: trigger(
      'BEFORE UPDATE OF taken ON inventory.inventory',
      'planted_lost_places',
      'IF NEW.taken = OLD.taken - 2 THEN NEW.taken := OLD.taken; END IF; RETURN NEW;',
    ),
    foundBy: 5_050,
  },
];
