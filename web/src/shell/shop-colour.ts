let sheet: CSSStyleSheet | undefined;

/**
 * Gives buttons and links of light pages the colour of the shop, null: cobalt. A constructed style sheet: the pages' policy
 * lets no inline style in.
 */
export function applyShopColour(colour: string | null): void {
  sheet ??= new CSSStyleSheet();
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  sheet.replaceSync(
    colour === null
      ? ''
      : `@media not (prefers-color-scheme: dark) { :root { ${lightRules(colour)} } }
    .theme-light { ${lightRules(colour)} }`,
  );
}

function lightRules(colour: string): string {
  return `--cobalt: ${colour}; --cobalt-strong: color-mix(in srgb, ${colour} 75%, #000000);
    --cobalt-tint: color-mix(in srgb, ${colour} 10%, #ffffff);`;
}
