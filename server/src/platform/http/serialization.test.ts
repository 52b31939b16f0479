import { isEventsReply, isFileReply } from '@og-tickets/contract/endpoint.ts';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { expect, it } from 'vitest';
import { compileReply, serializerOf } from './serialization.ts';

const replies = endpoints.flatMap(({ id, replies: shapes }) =>
  Object.entries(shapes).flatMap(([status, shape]) =>
    shape === null || isFileReply(shape) || isEventsReply(shape) ? [] : [{ name: `${id} ${status}`, shape }],
  ),
);

it('every reply of the contract can be compiled: none would fail at its first use', () => {
  expect(replies.length).toBeGreaterThan(100);
  const failed = replies.flatMap(({ name, shape }) => {
    try {
      serializerOf(shape);
      return [];
    } catch (error) {
      return [`${name}: ${String(error)}`];
    }
  });
  expect(failed).toEqual([]);
});

it('writes what the schema names and nothing else', () => {
  const schema = { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] };
  const serialize = compileReply({ schema, method: 'GET', url: '/', httpStatus: '200' });
  expect(serialize({ code: 'K7R9XM', password: 'secret' })).toBe('{"code":"K7R9XM"}');
  expect(() => serialize({})).toThrow('"code" is required');
});
