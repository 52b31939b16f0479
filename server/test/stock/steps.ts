import fc from 'fast-check';

// Numbers choose among what there is then; out of range they wrap around.
const one = fc.nat({ max: 30 });
const places = fc.integer({ min: 1, max: 4 });
const is = fc.constant;

const held = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: is('hold'), owner: one, stock: one, places }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: is('hold batch'),
      wishes: fc.array(fc.record({ owner: one, stock: one, places }), { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: is('replace'), hold: one, places }) },
  { weight: 1, arbitrary: fc.record({ do: is('release'), hold: one }) },
  { weight: 1, arbitrary: fc.record({ do: is('shrink'), hold: one, places }) },
  { weight: 2, arbitrary: fc.record({ do: is('pass deadline'), hold: one }) },
  { weight: 1, arbitrary: fc.record({ do: is('extend'), owner: one }) },
);
const ordered = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: is('claim cart'), owner: one, account: one }) },
  { weight: 1, arbitrary: fc.record({ do: is('claim hold'), hold: one, account: one, ofAnyCart: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: is('sell'), order: one }) },
  { weight: 3, arbitrary: fc.record({ do: is('free'), order: one }) },
  { weight: 3, arbitrary: fc.record({ do: is('retake'), order: one }) },
);
const other = fc.oneof(
  fc.record({ do: is('sweep') }),
  fc.record({ do: is('adopt'), account: one }),
  fc.record({ do: is('set capacity'), stock: one, capacity: fc.nat({ max: 8 }) }),
);

/** Anything that can happen to places, the likely more often. */
export const anyStep = fc.oneof(
  { weight: 12, arbitrary: held },
  { weight: 8, arbitrary: ordered },
  { weight: 3, arbitrary: other },
);

export type Step = typeof anyStep extends fc.Arbitrary<infer Any> ? Any : never;
