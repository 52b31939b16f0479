import { type Static, Type } from 'typebox';
import { closed, Instant, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

/** Somebody who works for the shop. */
export const StaffMember = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    email: Type.String(),
    role: Type.Enum(['controller', 'admin']),
    status: Type.Enum(['unactivated', 'active', 'disabled', 'closed']),
    secondFactor: Type.Boolean({ description: 'Has an app for codes or a passkey' }),
    lastLoginAt: Type.Union([Instant, Type.Null()]),
    createdAt: Instant,
  },
  closed,
);
export type StaffMember = Static<typeof StaffMember>;

export const listStaff = defineEndpoint({
  id: 'people.list-staff',
  method: 'GET',
  path: '/admin/staff',
  summary: 'Controllers and admins',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(StaffMember) }, closed) },
});
