import { type Static, Type } from 'typebox';
import { closed, Instant, SessionCode, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';

/** Whoever works at a gate. Undoing an entry and resolving a conflict are for supervisors among them, and for admins. */
export const gateStaff = { kind: 'login', roles: ['controller', 'admin'] } as const;
const admin = { kind: 'login', roles: ['admin'] } as const;

export const GateCode = Type.String({ pattern: '^[A-Z0-9]{1,6}$' });
const DeviceName = Type.String({ minLength: 1, maxLength: limits.deviceNameMaxCharacters, pattern: '\\S' });
const DeviceParams = Type.Object({ deviceId: Uuid }, closed);
/** Base64url without padding of an ECDSA P-256 signature, r then s (IEEE P1363), as WebCrypto makes it. */
export const DeviceSignature = Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' });

/** Which sessions and gate something is for; null is any. */
const station = {
  sessions: Type.Union([Type.Array(SessionCode, { minItems: 1, maxItems: limits.sessionsPerDevice }), Type.Null()], {
    description: 'null: every session',
  }),
  gate: Type.Union([GateCode, Type.Null()], { description: 'null: any gate' }),
};

export const Device = Type.Object(
  {
    id: Uuid,
    name: DeviceName,
    ...station,
    /** After this moment the device is of no use and wipes itself. */
    endsAt: Instant,
    state: Type.Enum(['invited', 'invitation_expired', 'enrolled', 'ended', 'revoked']),
    enrolledAt: Type.Union([Instant, Type.Null()]),
    revokedAt: Type.Union([Instant, Type.Null()]),
    lastSeenAt: Type.Union([Instant, Type.Null()]),
    /** Who began the last shift on it. */
    controller: Type.Union([Type.String(), Type.Null()]),
    /** Scans that it said it still keeps, at its last contact. */
    waitingScans: Type.Union([Type.Integer(), Type.Null()]),
  },
  closed,
);
export type Device = Static<typeof Device>;

export const inviteDevice = defineEndpoint({
  id: 'admissions.invite-device',
  method: 'POST',
  path: '/admin/devices',
  summary: 'Prepares a scanner; the reply holds the link, drawn as a QR code, that enrols it once within ten minutes',
  access: { ...admin, stepUp: true },
  body: Type.Object({ name: DeviceName, ...station, endsAt: Instant }, closed),
  replies: { 201: Type.Object({ device: Device, enrolUrl: Type.String(), expiresAt: Instant }, closed) },
  refusals: ['not_found'],
  holdsSecret: true,
});

export const inviteDeviceAgain = defineEndpoint({
  id: 'admissions.invite-device-again',
  method: 'POST',
  path: '/admin/devices/:deviceId/invitation',
  summary: 'A new link for a scanner that has not been enrolled yet; the one before stops working',
  access: { ...admin, stepUp: true },
  params: DeviceParams,
  replies: { 201: Type.Object({ device: Device, enrolUrl: Type.String(), expiresAt: Instant }, closed) },
  refusals: ['not_found', 'device_already_enrolled'],
  holdsSecret: true,
});

export const listDevices = defineEndpoint({
  id: 'admissions.list-devices',
  method: 'GET',
  path: '/admin/devices',
  summary: 'Scanners with their state, newest first',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(Device) }, closed) },
});

export const revokeDevice = defineEndpoint({
  id: 'admissions.revoke-device',
  method: 'POST',
  path: '/admin/devices/:deviceId/revoke',
  summary: 'Ends a lost or stolen scanner: its next call is refused and wipes it, its later scans go to quarantine',
  access: admin,
  params: DeviceParams,
  replies: { 200: Device },
  refusals: ['not_found'],
});

/** The public half of the key pair that a scanner made for itself (RFC 7517, RFC 7518 section 6.2.1). */
export const DeviceKey = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    y: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  },
  closed,
);
export type DeviceKey = Static<typeof DeviceKey>;

/** What a scanner may know of itself. */
export const EnrolledDevice = Type.Object({ id: Uuid, name: DeviceName, ...station, endsAt: Instant }, closed);
export type EnrolledDevice = Static<typeof EnrolledDevice>;

export const enrolDevice = defineEndpoint({
  id: 'admissions.enrol-device',
  method: 'POST',
  path: '/gate/enrol',
  summary: 'A scanner redeems its invitation, once, and leaves the public half of its key',
  access: { kind: 'anyone' },
  body: Type.Object(
    {
      token: Type.String({ pattern: '^[A-Za-z0-9_-]{22,43}$' }),
      publicKey: DeviceKey,
      signature: Type.Union([DeviceSignature], {
        description: 'Over the UTF-8 of "og-device/1/enrol\\n" and the token: the key is really there',
      }),
    },
    closed,
  ),
  replies: { 201: EnrolledDevice },
  refusals: ['invitation_invalid'],
  holdsSecret: true,
});

export const beginShift = defineEndpoint({
  id: 'admissions.begin-shift',
  method: 'POST',
  path: '/gate/shifts',
  summary:
    'Ties the login of a controller to the scanner it was made on; what it scans from then on counts as the scanner’s',
  access: gateStaff,
  body: Type.Object(
    {
      deviceId: Uuid,
      at: Type.Union([Instant], {
        description: 'Now, by the scanner’s clock set by the server’s; at most a minute off',
      }),
      signature: Type.Union([DeviceSignature], {
        description:
          'Over the UTF-8 of "og-device/1/shift\\n", the device id, "\\n", `at`, "\\n" and the id of the login',
      }),
    },
    closed,
  ),
  replies: {
    200: Type.Object(
      {
        device: EnrolledDevice,
        supervisor: Type.Boolean({ description: 'May undo entries and resolve conflicts' }),
        manifestKeys: Type.Array(
          Type.Object({ kid: Type.Integer(), publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }, closed),
          {
            description:
              'Active ticket signing keys: the scanner believes a manifest signed by one of these, or by an active key of a manifest that it believed before',
          },
        ),
        serverTime: Instant,
      },
      closed,
    ),
  },
  refusals: ['device_revoked', 'device_proof_refused', 'not_found'],
  holdsSecret: true,
});

export const endShift = defineEndpoint({
  id: 'admissions.end-shift',
  method: 'POST',
  path: '/gate/shifts/end',
  summary: 'The scanner belongs to nobody until the next shift',
  access: gateStaff,
  replies: { 204: null },
});

export const Posting = Type.Object(
  {
    id: Uuid,
    controllerId: Uuid,
    controller: Type.String({ description: 'Name' }),
    session: Type.Union([SessionCode, Type.Null()], { description: 'null: every session' }),
    gate: Type.Union([GateCode, Type.Null()], { description: 'null: any gate' }),
    supervisor: Type.Boolean(),
  },
  closed,
);
export type Posting = Static<typeof Posting>;

export const listPostings = defineEndpoint({
  id: 'admissions.list-postings',
  method: 'GET',
  path: '/admin/postings',
  summary: 'Who works where: a controller without a posting for a session is refused there',
  access: admin,
  query: Type.Object({ session: Type.Optional(SessionCode) }, closed),
  replies: { 200: Type.Object({ items: Type.Array(Posting) }, closed) },
});

export const postController = defineEndpoint({
  id: 'admissions.post-controller',
  method: 'POST',
  path: '/admin/postings',
  summary: 'Gives a controller a session and gate to work at',
  access: { ...admin, stepUp: true },
  body: Type.Object(
    {
      controllerId: Uuid,
      session: Type.Union([SessionCode, Type.Null()]),
      gate: Type.Union([GateCode, Type.Null()]),
      supervisor: Type.Boolean(),
    },
    closed,
  ),
  replies: { 201: Posting },
  refusals: ['not_found'],
});

export const removePosting = defineEndpoint({
  id: 'admissions.remove-posting',
  method: 'DELETE',
  path: '/admin/postings/:postingId',
  summary: 'Takes a controller away from a session or gate, effective at their next call',
  access: { ...admin, stepUp: true },
  params: Type.Object({ postingId: Uuid }, closed),
  replies: { 204: null },
  refusals: ['not_found'],
});
