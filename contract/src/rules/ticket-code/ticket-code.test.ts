import { expect, test } from 'vitest';
import { runTicketCodeVectors } from '../../../test/run-ticket-code-vectors.ts';
import vectors from '../../../test/ticket-code-vectors.json' with { type: 'json' };
test('x', async () => {
  const r = await runTicketCodeVectors(vectors);
  expect(r.failed).toEqual([]);
  console.log(r.passed);
});
