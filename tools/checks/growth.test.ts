import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { growth, growthFaults } from './growth.ts';

const schema = readFileSync('server/schema.sql', 'utf8');

it('knows by what each table grows', () => {
  expect(growthFaults(schema)).toEqual([]);
});

it('finds a table that nobody has thought of, and one that grows by a column that it lacks', () => {
  const { 'orders.orders': _, ...rest } = growth;
  expect(growthFaults(schema, rest)).toEqual([expect.stringContaining('orders.orders is new')]);
  const wrong = { ...growth, 'orders.orders': { with: 'session', by: 'session_id' } as const };
  expect(growthFaults(schema, wrong)).toEqual(['orders.orders has no column session_id to grow by']);
  expect(growthFaults(schema.replace('CREATE TABLE tickets.transfers', 'CREATE TABLE tickets.gone'))).toHaveLength(2);
});
