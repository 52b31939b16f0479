/** Hues in degrees that stay apart from each other and from the coral that means urgency. */
const HUES = [200, 165, 265, 45, 225, 310, 95, 185, 285, 140];

/** The hue of a sport: the same sport always has the same, whatever its code. */
export function sportHue(sport: string): number {
  let sum = 0;
  for (const letter of sport) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return HUES[sum % HUES.length] ?? 200;
}
