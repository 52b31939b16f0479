import { type Static, Type } from 'typebox';
import { GateSession, ScanReasonSchema } from './admissions.ts';
import { CategoryCode, closed, Instant, SessionCode, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { GateCode, gateStaff } from './gate-devices.ts';
import { limits } from './limits.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;
const SessionParams = Type.Object({ code: SessionCode }, closed);

/** The entries of one session as they are now. */
export const GateState = Type.Object(
  {
    session: SessionCode,
    summary: GateSession.properties.summary,
    at: Instant,
    entered: Type.Integer({ description: 'Places that have entered' }),
    inside: Type.Integer(),
    expected: Type.Integer({ description: 'Places of the tickets that let somebody in' }),
    gates: Type.Array(
      Type.Object(
        {
          gate: GateCode,
          entered: Type.Integer(),
          refused: Type.Integer(),
          lastScanAt: Type.Union([Instant, Type.Null()]),
          controllers: Type.Array(Type.String()),
          devices: Type.Integer({ description: 'Scanners heard of within the last five minutes' }),
        },
        closed,
      ),
    ),
    minutes: Type.Array(
      Type.Object({ at: Instant, gate: GateCode, entered: Type.Integer(), refused: Type.Integer() }, closed),
      {
        description: 'The last hour, by the minute of the scan; minutes without a scan are left out',
      },
    ),
    refusals: Type.Array(Type.Object({ reason: ScanReasonSchema, scans: Type.Integer() }, closed)),
    openConflicts: Type.Integer(),
    quarantined: Type.Integer(),
    reentry: Type.Boolean({ description: 'Who left may come in again' }),
    opensAt: Type.Union([Instant, Type.Null()]),
    closesAt: Type.Union([Instant, Type.Null()]),
  },
  closed,
);
export type GateState = Static<typeof GateState>;

export const readGateState = defineEndpoint({
  id: 'admissions.read-gate-state',
  method: 'GET',
  path: '/admin/gates/:code',
  summary: 'Entries of a session per gate and minute, against what is expected',
  access: admin,
  params: SessionParams,
  replies: { 200: GateState },
  refusals: ['not_found'],
});

export const followGateState = defineEndpoint({
  id: 'admissions.follow-gate-state',
  method: 'GET',
  path: '/admin/gates/:code/stream',
  summary: 'The same, again whenever it changes, at most once a second',
  access: admin,
  params: SessionParams,
  replies: { 200: { event: 'state', events: GateState } },
  refusals: ['not_found'],
});

export const setGates = defineEndpoint({
  id: 'admissions.set-gates',
  method: 'PATCH',
  path: '/admin/gates/:code',
  summary: 'The gates of a session, of which one that has scans stays; its hours; re-entry on or off',
  access: admin,
  params: SessionParams,
  body: Type.Object(
    {
      gates: Type.Optional(Type.Array(GateCode, { minItems: 1, maxItems: limits.gatesPerSession, uniqueItems: true })),
      reentry: Type.Optional(Type.Boolean()),
      opensAt: Type.Optional(Type.Union([Instant, Type.Null()])),
      closesAt: Type.Optional(Type.Union([Instant, Type.Null()])),
    },
    closed,
  ),
  replies: {
    200: Type.Object(
      {
        session: SessionCode,
        gates: Type.Array(GateCode),
        reentry: Type.Boolean(),
        opensAt: Type.Union([Instant, Type.Null()]),
        closesAt: Type.Union([Instant, Type.Null()]),
      },
      closed,
    ),
  },
  refusals: ['not_found', 'gate_has_scans'],
});

/** One scan as the conflict desk and the log show it. */
export const LoggedScan = Type.Object(
  {
    scanId: Uuid,
    gate: GateCode,
    direction: Type.Enum(['in', 'out']),
    verdict: Type.Enum(['admitted', 'refused', 'check']),
    reason: ScanReasonSchema,
    places: Type.Integer(),
    scannedAt: Instant,
    receivedAt: Instant,
    offline: Type.Boolean(),
    device: Type.Union([Type.String(), Type.Null()], { description: 'Name of the scanner' }),
    controller: Type.String(),
    state: Type.Enum(['counted', 'undone', 'voided', 'quarantined']),
  },
  closed,
);
export type LoggedScan = Static<typeof LoggedScan>;

export const conflictDecisions = ['both_stay', 'one_person', 'wrong_person_inside', 'dismissed'] as const;

export const Conflict = Type.Object(
  {
    id: Uuid,
    session: SessionCode,
    ticketId: Type.Union([Uuid, Type.Null()]),
    orderCode: Type.Union([Type.String(), Type.Null()]),
    category: Type.Union([CategoryCode, Type.Null()]),
    kind: Type.Enum(['entered_twice', 'entered_without_right', 'left_without_entry', 'quarantine'], {
      description: 'left_without_entry: more left than came in; quarantine: scans of a scanner after it was revoked',
    }),
    places: Type.Integer(),
    inside: Type.Integer({ description: 'Places that went in less those that left, by all scans' }),
    scans: Type.Array(LoggedScan),
    openedAt: Instant,
    resolved: Type.Union([
      Type.Object(
        { at: Instant, by: Type.String(), decision: Type.Enum([...conflictDecisions]), reason: Type.String() },
        closed,
      ),
      Type.Null(),
    ]),
  },
  closed,
);
export type Conflict = Static<typeof Conflict>;

export const listConflicts = defineEndpoint({
  id: 'admissions.list-conflicts',
  method: 'GET',
  path: '/admin/conflicts',
  summary: 'Scans that cannot all be right, open ones first; for admins and supervisors',
  access: gateStaff,
  query: Type.Object(
    {
      session: Type.Optional(SessionCode),
      state: Type.Optional(Type.Enum(['open', 'resolved'])),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    },
    closed,
  ),
  replies: {
    200: Type.Object(
      { items: Type.Array(Conflict), open: Type.Integer(), nextCursor: Type.Union([Type.String(), Type.Null()]) },
      closed,
    ),
  },
  refusals: ['supervisor_needed'],
});

export const resolveConflict = defineEndpoint({
  id: 'admissions.resolve-conflict',
  method: 'POST',
  path: '/admin/conflicts/:conflictId/resolve',
  summary: 'A supervisor says what really happened; the scans stay as they were made',
  access: gateStaff,
  params: Type.Object({ conflictId: Uuid }, closed),
  body: Type.Object(
    {
      decision: Type.Enum([...conflictDecisions]),
      reason: Type.String({ minLength: 3, maxLength: limits.reasonMaxCharacters, pattern: '\\S' }),
      undo: Type.Optional(
        Type.Array(Uuid, { maxItems: 20, description: 'Entries that did not happen; each is undone with this reason' }),
      ),
    },
    closed,
  ),
  replies: { 200: Conflict },
  refusals: ['not_found', 'supervisor_needed', 'conflict_resolved', 'scan_not_undoable'],
});

export const listScans = defineEndpoint({
  id: 'admissions.list-scans',
  method: 'GET',
  path: '/admin/scans',
  summary: 'The log of the gates of a session, newest first',
  access: admin,
  query: Type.Object(
    {
      session: SessionCode,
      gate: Type.Optional(GateCode),
      reason: Type.Optional(ScanReasonSchema),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    },
    closed,
  ),
  replies: {
    200: Type.Object({ items: Type.Array(LoggedScan), nextCursor: Type.Union([Type.String(), Type.Null()]) }, closed),
  },
  refusals: ['not_found'],
});
