import { type Static, Type } from 'typebox';
import { CategoryCode, Instant, Places, ScannedCode, SessionCode, SessionSummary, Uuid, closed } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { GateCode, gateStaff } from './gate-devices.ts';

export const scanReasons = [
  'ok',
  'ok_partial',
  'not_ours',
  'unsupported_version',
  'bad_signature',
  'unknown_key',
  'wrong_session',
  'too_early',
  'too_late',
  'stale_code',
  'kind_not_allowed',
  'superseded',
  'refunded',
  'cancelled',
  'blocked',
  'already_used',
  'not_enough_places',
  'not_inside',
  'key_mismatch',
  'unknown_ticket',
  'device_revoked',
  'rate_limited',
] as const;
export type ScanReason = (typeof scanReasons)[number];
export const ScanReasonSchema = Type.Enum([...scanReasons]);

export const ScanResult = Type.Object(
  {
    verdict: Type.Enum(['admitted', 'refused', 'check']),
    reason: ScanReasonSchema,
    entries: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Places that have entered; null for an unknown ticket',
    }),
    places: Type.Union([Type.Integer(), Type.Null()]),
    inside: Type.Union([Type.Integer(), Type.Null()], { description: 'Places that have entered and not left' }),
    admittedPlaces: Type.Integer({ description: 'Places that this scan let in, or out' }),
    firstScan: Type.Union([Type.Object({ at: Instant, gate: GateCode }, closed), Type.Null()]),
    holder: Type.Union([Type.String(), Type.Null()]),
    category: Type.Union([CategoryCode, Type.Null()]),
    offerName: Type.Union([Type.String(), Type.Null()]),
    otherSession: Type.Union([SessionCode, Type.Null()], {
      description: 'For wrong_session: the one the ticket is for',
    }),
  },
  closed,
);
export type ScanResult = Static<typeof ScanResult>;

export const GateSession = Type.Object(
  {
    code: SessionCode,
    summary: SessionSummary,
    gates: Type.Array(GateCode),
    entered: Type.Integer(),
    expected: Type.Integer(),
  },
  closed,
);

export const listGateSessions = defineEndpoint({
  id: 'admissions.list-sessions',
  method: 'GET',
  path: '/gate/sessions',
  summary: 'Sessions that a controller can choose, with their gates and entries',
  access: gateStaff,
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 80 })) }),
  replies: {
    200: Type.Object(
      {
        items: Type.Array(GateSession),
      },
      closed,
    ),
  },
  refusals: ['device_revoked'],
});

export const redeem = defineEndpoint({
  id: 'admissions.redeem',
  method: 'POST',
  path: '/gate/redeem',
  summary: 'One scan of a code: each place enters once. A refused ticket is a 200 with its verdict',
  access: gateStaff,
  body: Type.Object(
    {
      scanId: Uuid,
      session: SessionCode,
      gate: GateCode,
      code: Type.Optional(ScannedCode),
      ticketId: Type.Optional(
        Type.Union([Uuid], { description: 'Instead of a code: a ticket that was found by order or holder' }),
      ),
      direction: Type.Enum(['in', 'out']),
      places: Type.Optional(
        Type.Union([Places], { description: 'Places to let in or out; all that can be when absent' }),
      ),
      scannedAt: Instant,
    },
    closed,
  ),
  replies: { 200: ScanResult },
  refusals: ['scan_id_reused', 'not_found', 'not_posted', 'device_revoked', 'supervisor_needed'],
});
