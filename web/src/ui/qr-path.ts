import encodeQR from 'qr';

/** Light modules around the code without which readers do not find it (ISO/IEC 18004). */
const QUIET_ZONE_MODULES = 4;

/**
 * A code as one SVG path, one unit a module; a ticket's is alphanumeric. Level M: a screen is clean, and fewer modules
 * are bigger ones. `size` counts the quiet zone on both sides.
 */
export function qrPath(
  text: string,
  encoding: 'alphanumeric' | 'byte' = 'alphanumeric',
): { size: number; path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', encoding, border: QUIET_ZONE_MODULES });
  const path = rows
    .flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
    .join('');
  return { size: rows.length, path };
}

/** Dark modules that touch each other in a row, as [first, length]: one shape each leaves no seams between them. */
function runsOf(row: readonly boolean[]): [first: number, length: number][] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    if (!dark) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}
