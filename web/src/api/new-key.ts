/** A key for one wish: `crypto.randomUUID` exists on secure pages only; a shop tried out over plain http in a local network has none. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
