import { colourRules } from '@og-tickets/contract/rules/shop-colour.ts';
import { OF_THE_COLOUR } from '../drawn-page.ts';

let sheet: CSSStyleSheet | undefined;

/**
 * Gives buttons and links of light pages the colour of the shop, null: cobalt. A constructed style sheet: the pages' policy
 * lets no inline style in. What the server has said of the colour in the document gives way to it.
 */
export function applyShopColour(colour: string | null): void {
  sheet ??= new CSSStyleSheet();
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  sheet.replaceSync(colour === null ? '' : colourRules(colour));
  document.head.querySelector(`[${OF_THE_COLOUR}]`)?.remove();
}
