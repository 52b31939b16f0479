import { type Static, Type } from 'typebox';
import { GateSession, ScanReasonSchema } from './admissions.ts';
import { CategoryCode, Instant, Places, ScannedCode, SessionCode, Uuid, closed } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { DeviceSignature, GateCode, gateStaff } from './gate-devices.ts';
import { limits } from './limits.ts';

const SessionParams = Type.Object({ code: SessionCode }, closed);
const Base64Url = Type.String({ pattern: '^[A-Za-z0-9_-]*$' });

/** All that a scanner decides by without network, but for the tickets themselves. */
export const Manifest = Type.Object(
  {
    session: SessionCode,
    sessionNumber: Type.Integer({ description: 'The number that codes of this session hold' }),
    /** `GET /gate/sessions` shows the same. */
    summary: GateSession.properties.summary,
    gates: Type.Array(GateCode),
    opensAt: Type.Union([Instant, Type.Null()], {
      description: 'Before it a code is `too_early`; null: no hour is set',
    }),
    closesAt: Type.Union([Instant, Type.Null()], { description: 'After it a code is `too_late`' }),
    reentry: Type.Boolean({ description: 'Who left may come in again' }),
    keys: Type.Array(
      Type.Object({ kid: Type.Integer(), publicKey: Base64Url, state: Type.Enum(['active', 'tainted']) }, closed),
    ),
    offers: Type.Array(Type.Object({ places: Places, name: Type.String() }, closed), {
      description: 'Names of offers by their places, to say what a code of so many places is',
    }),
    neighbours: Type.Optional(
      Type.Array(Type.Object({ number: Type.Integer(), code: SessionCode }, closed), {
        maxItems: limits.neighboursPerManifest,
        description:
          'Codes of the sessions that start within a day of this one, to say which one a ticket is for that is shown at the wrong gate; not there in manifests that a scanner kept from before',
      }),
    ),
    amberPerHour: Type.Integer({ description: 'Unknown tickets that a scanner may let in offline within an hour' }),
    pack: Type.Object(
      {
        sequence: Type.Integer(),
        tickets: Type.Integer(),
        sha256: Type.Union([Base64Url], {
          description: 'Of the entries of the whole list at this number, without its head',
        }),
      },
      closed,
    ),
    serverTime: Instant,
  },
  closed,
);
export type Manifest = Static<typeof Manifest>;

export const readManifest = defineEndpoint({
  id: 'admissions.read-manifest',
  method: 'GET',
  path: '/gate/sessions/:code/manifest',
  summary: 'Hours, keys and policy of a session with number and hash of its pack; needs a shift on an enrolled scanner',
  access: gateStaff,
  params: SessionParams,
  replies: {
    200: Type.Object(
      {
        manifest: Type.Union([Type.String()], { description: 'JSON of a Manifest, exactly the signed bytes' }),
        kid: Type.Integer(),
        signature: Type.Union([Base64Url], {
          description:
            'Ed25519 by a ticket signing key that is active over the UTF-8 of "ogt/1/manifest\\0" and `manifest`',
        }),
      },
      closed,
    ),
  },
  refusals: ['not_found', 'not_posted', 'device_needed', 'device_revoked'],
});

export const readPack = defineEndpoint({
  id: 'admissions.read-pack',
  method: 'GET',
  path: '/gate/sessions/:code/pack',
  summary: 'Tickets of a session as sorted entries of 22 bytes; with `since`, those that changed after that number',
  access: gateStaff,
  params: SessionParams,
  query: Type.Object({ since: Type.Optional(Type.Integer({ minimum: 0 })) }, closed),
  replies: { 200: { file: 'application/octet-stream' } },
  refusals: ['not_found', 'not_posted', 'device_needed', 'device_revoked'],
});

export const followGate = defineEndpoint({
  id: 'admissions.follow-gate',
  method: 'GET',
  path: '/gate/sessions/:code/stream',
  summary: 'An event when the pack has a newer number or the counts change',
  access: gateStaff,
  params: SessionParams,
  replies: {
    200: {
      event: 'gate',
      events: Type.Object(
        {
          sequence: Type.Integer(),
          entered: Type.Integer(),
          inside: Type.Integer(),
          expected: Type.Integer(),
          at: Instant,
        },
        closed,
      ),
    },
  },
  refusals: ['not_found', 'not_posted', 'device_needed', 'device_revoked'],
});

/** One scan that a scanner decided by itself, or an admission of the server that it did not let in. */
export const OfflineScan = Type.Object(
  {
    scanId: Uuid,
    session: SessionCode,
    gate: GateCode,
    code: ScannedCode,
    direction: Type.Enum(['in', 'out']),
    verdict: Type.Enum(['admitted', 'refused', 'check']),
    reason: ScanReasonSchema,
    places: Type.Union([Type.Integer({ minimum: 0, maximum: 50 })], {
      description: 'Places that really went through; 0 for a refusal',
    }),
    scannedAt: Type.Union([Instant], { description: 'By the scanner’s clock set by the server’s' }),
    packSequence: Type.Integer({ minimum: 0, description: 'Number of the list that decided' }),
    previous: Type.Union([Base64Url], {
      description: 'SHA-256 of the entry before in the scanner’s chain; empty for the first',
    }),
  },
  closed,
);
export type OfflineScan = Static<typeof OfflineScan>;

export const uploadScans = defineEndpoint({
  id: 'admissions.upload-scans',
  method: 'POST',
  path: '/gate/scans',
  summary:
    'Scans made without network, oldest first. What went through is a fact and is kept, even where it breaks a rule',
  access: gateStaff,
  body: Type.Object(
    {
      deviceId: Uuid,
      scans: Type.Array(OfflineScan, { minItems: 1, maxItems: limits.scansPerUpload }),
      head: Type.Union([Base64Url], { description: 'SHA-256 of the last scan’s entry' }),
      signature: Type.Union([DeviceSignature], {
        description: 'By the scanner’s key over the UTF-8 of "og-device/1/scans\\n", the device id, "\\n" and `head`',
      }),
      waiting: Type.Integer({ minimum: 0, description: 'Scans that the scanner keeps besides these' }),
    },
    closed,
  ),
  replies: {
    200: Type.Object(
      {
        results: Type.Array(
          Type.Object(
            {
              scanId: Uuid,
              outcome: Type.Enum(['recorded', 'known', 'conflict', 'quarantined', 'rejected'], {
                description:
                  'known: sent before; conflict: recorded, and a supervisor must look; rejected: the id is another scan’s',
              }),
            },
            closed,
          ),
        ),
        serverTime: Instant,
      },
      closed,
    ),
  },
  refusals: ['device_proof_refused', 'chain_broken', 'not_found'],
});

export const voidScan = defineEndpoint({
  id: 'admissions.void-scan',
  method: 'POST',
  path: '/gate/void',
  summary: 'The server had let in what the scanner then refused, because the answer came late: nobody went through',
  access: gateStaff,
  body: Type.Object({ scanId: Uuid, voidedAt: Instant }, closed),
  replies: {
    200: Type.Object(
      { state: Type.Enum(['voided', 'nothing_to_void']), places: Type.Integer({ description: 'Places given back' }) },
      closed,
    ),
  },
  refusals: ['not_found'],
});

export const undoScan = defineEndpoint({
  id: 'admissions.undo-scan',
  method: 'POST',
  path: '/gate/scans/:scanId/undo',
  summary: 'A supervisor takes an entry or exit back, with a reason; the scan stays, marked',
  access: gateStaff,
  params: Type.Object({ scanId: Uuid }, closed),
  body: Type.Object(
    { reason: Type.String({ minLength: 3, maxLength: limits.reasonMaxCharacters, pattern: '\\S' }) },
    closed,
  ),
  replies: { 200: Type.Object({ entries: Type.Integer(), inside: Type.Integer(), places: Type.Integer() }, closed) },
  refusals: ['not_found', 'supervisor_needed', 'scan_not_undoable'],
});

export const searchTickets = defineEndpoint({
  id: 'admissions.search-tickets',
  method: 'GET',
  path: '/gate/sessions/:code/tickets',
  summary: 'Tickets of the session by order code or holder; each search is kept in the log of the gate',
  access: gateStaff,
  params: SessionParams,
  query: Type.Object({ q: Type.String({ minLength: 2, maxLength: 80 }) }, closed),
  replies: {
    200: Type.Object(
      {
        items: Type.Array(
          Type.Object(
            {
              id: Uuid,
              orderCode: Type.String(),
              holder: Type.String(),
              category: CategoryCode,
              offerName: Type.String(),
              status: Type.String(),
              places: Type.Integer(),
              entries: Type.Integer(),
              inside: Type.Integer(),
            },
            closed,
          ),
          { maxItems: limits.ticketsFoundMax },
        ),
      },
      closed,
    ),
  },
  refusals: ['not_found', 'not_posted', 'device_revoked', 'supervisor_needed'],
});
