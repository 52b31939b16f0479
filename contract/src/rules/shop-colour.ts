/** What a shop's own colour looks like; none is the shop's default. */
const colourShape = /^#[0-9a-f]{6}$/;

/**
 * The style rules that give buttons and links of light pages a colour `#rrggbb`; what is derived from it is mixed by the browser.
 * Throws for anything else: the text becomes a style sheet.
 */
export function colourRules(colour: string): string {
  if (!colourShape.test(colour)) throw new Error(`not a colour: ${colour}`);
  const rules = [
    `--cobalt: ${colour};`,
    `--cobalt-strong: color-mix(in srgb, ${colour} 75%, #000000);`,
    `--cobalt-tint: color-mix(in srgb, ${colour} 10%, #ffffff);`,
  ].join(' ');
  return `@media not (prefers-color-scheme: dark) { :root { ${rules} } }\n.theme-light { ${rules} }\n`;
}

/** Path of the style sheet with these rules, `/couleurs/1d3fbf.css`: another colour, another address. */
export function colourSheetPath(colour: string): string {
  return `/couleurs/${colour.slice(1)}.css`;
}

/** The colour `#rrggbb` of the style sheet of a name, `1d3fbf.css`; null where it is none. */
export function colourOfSheet(name: string): string | null {
  const colour = `#${name.replace(/\.css$/, '')}`;
  return name.endsWith('.css') && colourShape.test(colour) ? colour : null;
}
