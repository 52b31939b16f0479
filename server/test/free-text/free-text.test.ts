import { expect, test } from 'vitest';
import { freeTextFields, knownFields } from './fields.ts';

// A new field of free text fails here until somebody has looked where it is shown.

test('every field of a call that takes free text is one that was looked at', () => {
  const fields = freeTextFields();
  const names = Object.values(knownFields).flat();
  const unknown = fields.filter(({ path }) => !names.some((name) => path.endsWith(`.${name}`)));
  expect(unknown).toEqual([]);
  expect(fields.length).toBeGreaterThan(60);
  const gone = names.filter((name) => !fields.some(({ path }) => path.endsWith(`.${name}`)));
  expect(gone).toEqual([]);
});
