import type { Device, EnrolledDevice, Posting } from '@og-tickets/contract/gate-devices.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readContact } from '../../accounts/index.ts';
import { type DeviceRow, findDevice, selectDevices } from '../sql/devices.ts';
import { selectPostings } from '../sql/postings.ts';

type Shop = Pick<Platform, 'db' | 'keys'>;

/** Names of controllers by the ids of their accounts; empty for one that was erased. */
export async function controllerNames(shop: Shop, ids: Iterable<string | null>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    if (id === null) continue;
    const { firstName, lastName } = await readContact(shop, id);
    names.set(id, `${firstName} ${lastName}`.trim());
  }
  return names;
}

function show(row: DeviceRow, names: ReadonlyMap<string, string>): Device {
  const { controllerId, endsAt, enrolledAt, revokedAt, lastSeenAt, ...device } = row;
  return {
    ...device,
    endsAt: endsAt.toISOString(),
    enrolledAt: enrolledAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    controller: controllerId === null ? null : (names.get(controllerId) ?? null),
  };
}

/** All scanners, the newest first. */
export async function listDevices(shop: Shop): Promise<Device[]> {
  const rows = await selectDevices(shop.db);
  const names = await controllerNames(
    shop,
    rows.map(({ controllerId }) => controllerId),
  );
  return rows.map((row) => show(row, names));
}

/** One scanner. Throws when it is not there. */
export async function readDevice(shop: Shop, deviceId: string): Promise<Device> {
  const row = await findDevice(shop.db, deviceId);
  if (row === undefined) throw new Error(`there is no scanner ${deviceId}`);
  return show(row, await controllerNames(shop, [row.controllerId]));
}

/** What a scanner may know of itself. Throws when it is not there. */
export async function readEnrolledDevice({ db }: Pick<Platform, 'db'>, deviceId: string): Promise<EnrolledDevice> {
  const row = await findDevice(db, deviceId);
  if (row === undefined) throw new Error(`there is no scanner ${deviceId}`);
  const { id, name, sessions, gate, endsAt } = row;
  return { id, name, sessions, gate, endsAt: endsAt.toISOString() };
}

/** Who works where: for one session with those that are posted everywhere, or all. */
export async function listPostings(shop: Shop, session: string | null): Promise<Posting[]> {
  const rows = await selectPostings(shop.db, session);
  const names = await controllerNames(
    shop,
    rows.map(({ controllerId }) => controllerId),
  );
  return rows.map((row) => ({ ...row, controller: names.get(row.controllerId) ?? '' }));
}
