import { findAt, PACK_ENTRY_LENGTH, PACK_HEAD_LENGTH, type Pack } from './pack.ts';

/**
 * Brings a whole list up to what a later one says: the entry of a ticket that the list knows is written over where it
 * stands, without a copy; a ticket that it does not know needs a new list, made in one pass. The answer is the list to go
 * on with, and the one given is not to be used any more. A list that goes no further than the one given changes nothing.
 * Throws RangeError when the two are of different sessions, or when changes between them are missing: ask for the whole.
 */
export function applyDelta(pack: Pack, delta: Pack): Pack {
  if (delta.sessionNumber !== pack.sessionNumber) throw new RangeError('The lists are of different sessions');
  if (delta.since === 0) return delta;
  if (delta.since > pack.sequence) throw new RangeError('Changes between the two lists are missing');
  if (delta.sequence <= pack.sequence) return pack;
  const added: number[] = [];
  for (let at = 0; at < delta.entries.length; at += PACK_ENTRY_LENGTH) {
    const known = findAt(pack.entries, delta.entries, at);
    if (known < 0) added.push(at);
    else pack.entries.set(delta.entries.subarray(at, at + PACK_ENTRY_LENGTH), known);
  }
  const entries = added.length === 0 ? pack.entries : merge(pack, delta, added);
  return { ...pack, sequence: delta.sequence, entries };
}

/** A new list, with room for the head before it, of the old entries and those that the delta adds. */
function merge(pack: Pack, delta: Pack, added: readonly number[]): Pack['entries'] {
  const length = pack.entries.length + added.length * PACK_ENTRY_LENGTH;
  const merged = new Uint8Array(PACK_HEAD_LENGTH + length).subarray(PACK_HEAD_LENGTH);
  let from = 0;
  let to = 0;
  for (const at of added) {
    const found = ~findAt(pack.entries.subarray(from), delta.entries, at);
    merged.set(pack.entries.subarray(from, from + found), to);
    merged.set(delta.entries.subarray(at, at + PACK_ENTRY_LENGTH), to + found);
    from += found;
    to += found + PACK_ENTRY_LENGTH;
  }
  merged.set(pack.entries.subarray(from), to);
  return merged;
}
