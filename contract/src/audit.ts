import { type Static, Type } from 'typebox';
import { closed, Instant, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

/** What the journal keeps. `object.done`; a page has words for each. */
export const auditActions = [
  'session.created',
  'session.changed',
  'session.published',
  'session.withdrawn',
  'session.deleted',
  'session.cancelled',
  'session.moved',
  'offer.created',
  'offer.changed',
  'offer.deleted',
  'venue.changed',
  'sport.changed',
  'catalogue.imported',
  'order.refunded',
  'order.cancelled',
  'order.mail_resent',
  'refund.asked',
  'refund.approved',
  'refund.declined',
  'refund.outdated',
  'refund.retried',
  'refund_run.started',
  'refund_run.stopped',
  'refund_run.resumed',
  'account.disabled',
  'account.enabled',
  'account.logins_ended',
  'account.activation_resent',
  'account.erased',
  'staff.invited',
  'staff.invitation_accepted',
  'staff.invitation_withdrawn',
  'staff.role_changed',
  'posting.created',
  'posting.removed',
  'device.invited',
  'device.revoked',
  'gates.changed',
  'scan.undone',
  'conflict.resolved',
  'export.made',
  'settings.changed',
  'mail_text.changed',
  'sale.closed',
  'sale.opened',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** What an entry is about. */
export const auditSubjects = [
  'session',
  'offer',
  'venue',
  'sport',
  'catalogue',
  'order',
  'refund_run',
  'account',
  'posting',
  'device',
  'scan',
  'conflict',
  'export',
  'settings',
  'mail_text',
] as const;
export type AuditSubject = (typeof auditSubjects)[number];

/** Fields by name, as they were or are; what names a person stays out. */
const Fields = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]);

export const AuditEntry = Type.Object(
  {
    number: Type.Integer(),
    at: Instant,
    actorId: Type.Union([Uuid, Type.Null()]),
    actor: Type.Union([Type.String(), Type.Null()], { description: 'Name; null once the account was erased' }),
    actorRole: Type.Enum(['customer', 'controller', 'admin', 'operator', 'system']),
    action: Type.Enum([...auditActions]),
    subject: Type.Object({ kind: Type.Enum([...auditSubjects]), id: Type.String() }, closed),
    before: Fields,
    after: Fields,
    reason: Type.Union([Type.String(), Type.Null()]),
    address: Type.Union([Type.String(), Type.Null()], { description: 'IP address of the caller' }),
    requestId: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);
export type AuditEntry = Static<typeof AuditEntry>;

export const listAuditEntries = defineEndpoint({
  id: 'audit.list-entries',
  method: 'GET',
  path: '/admin/audit',
  summary: 'The journal, newest first',
  access: admin,
  query: Type.Object(
    {
      actor: Type.Optional(Uuid),
      action: Type.Optional(Type.Enum([...auditActions])),
      subject: Type.Optional(Type.Enum([...auditSubjects])),
      subjectId: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
      from: Type.Optional(Instant),
      to: Type.Optional(Instant),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    },
    closed,
  ),
  replies: {
    200: Type.Object({ items: Type.Array(AuditEntry), nextCursor: Type.Union([Type.String(), Type.Null()]) }, closed),
  },
});

/** What a walk along the chain found. */
export const AuditVerification = Type.Object(
  {
    at: Instant,
    entries: Type.Integer(),
    /** Null: the chain is whole. */
    fault: Type.Union([
      Type.Object(
        {
          number: Type.Integer({ description: 'The first entry that is not as it was written, or is missing' }),
          kind: Type.Enum(['changed', 'missing', 'cut_off', 'head_differs', 'signature_wrong']),
        },
        closed,
      ),
      Type.Null(),
    ]),
    signedUpTo: Type.Union([Type.Object({ number: Type.Integer(), at: Instant }, closed), Type.Null()]),
  },
  closed,
);
export type AuditVerification = Static<typeof AuditVerification>;

export const verifyAudit = defineEndpoint({
  id: 'audit.verify',
  method: 'GET',
  path: '/admin/audit/verification',
  summary: 'Walks the whole chain of the journal now',
  access: admin,
  replies: { 200: AuditVerification },
});
