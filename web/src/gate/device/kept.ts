import { createStore, useStore } from '../../api/store.ts';
import {
  type KeptDevice,
  type KeptShift,
  keep,
  readKept,
  wipeAll,
  wipeLists,
  wipeShift,
} from '../offline/gate-store.ts';
import type { Station } from '../scanning/station.ts';

/** What this browser is: known once its storage was read. */
interface Here {
  ready: boolean;
  kept: KeptDevice | null;
  shift: KeptShift | null;
  /** The scanner was wiped just now, and why. */
  wiped: 'revoked' | 'ended' | null;
  /** The server did not take the last scans of the scanner that was wiped. */
  lost: boolean;
}

const here = createStore<Here>({ ready: false, kept: null, shift: null, wiped: null, lost: false });
let reading: Promise<void> | undefined;

/** Reads what is kept, once. Where storage is switched off this browser is no scanner. */
export function readHere(): Promise<void> {
  reading ??= readAgain();
  return reading;
}

/** Reads it again, after an enrolment or a shift. */
export async function readAgain(): Promise<void> {
  try {
    const [kept = null, shift = null] = await Promise.all([readKept('device'), readKept('shift')]);
    const isOver =
      kept !== null && Date.parse(kept.device.endsAt) < Date.now() + (shift?.offsetMs ?? 0) && shift === null;
    if (isOver) await forgetDevice('ended');
    else here.set({ ready: true, kept, shift });
  } catch {
    here.set({ ready: true, kept: null, shift: null });
  }
}

/** What this browser is; the component renders again when that changes. */
export function useHere(): Here {
  return useStore(here);
}

/** Wipes everything and says so; `lost`: with scans that the server would not take. */
export async function forgetDevice(why: 'revoked' | 'ended', lost = false): Promise<void> {
  await wipeAll();
  here.set({ ready: true, kept: null, shift: null, wiped: why, lost });
}

/** Somebody has read why it was wiped. */
export function closeNotice(): void {
  here.set({ wiped: null });
}

/** Forgets the shift and its lists; the scanner stays what it is. */
export async function forgetShift(): Promise<void> {
  await wipeShift();
  here.set({ shift: null });
}

/** Takes over a shift that has begun. */
export function takeShift(shift: KeptShift): void {
  here.set({ shift });
}

/** Keeps where the scanner stands; another place needs another list. */
export async function keepStation(station: Station | null): Promise<void> {
  const { shift } = here.get();
  if (shift === null) return;
  if (station?.session !== shift.station?.session) await wipeLists();
  const moved = { ...shift, station };
  await keep('shift', moved);
  here.set({ shift: moved });
}
