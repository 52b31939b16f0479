import { DRAWN_FROM, type DrawnFrom } from '../drawn-page.ts';
import type { Language } from '../words/language.ts';
import { foundWords } from '../words/found.ts';
import { escapeHtml, jsonText } from './html-text.ts';

/** What goes into a document. */
export interface DocumentParts {
  language: Language;
  /** HTML of the application. */
  body: string;
  title: string;
  description: string;
  /** Elements for the head. */
  head: string;
  /** The element that asks for the scripts, instead of those of a document without a page. */
  scripts: string;
  from: DrawnFrom;
}

const PLACES = {
  language: '<html lang="fr">',
  title: /<title>[^<]*<\/title>/,
  description: /<meta name="description" content="[^"]*" \/>/,
  scripts: /<script type="module"[^>]*><\/script>(?:\s*<link rel="modulepreload"[^>]*>)*\s*/,
  headEnd: '</head>',
  root: '<div id="root"></div>',
  noScript: /<noscript>[^]*<\/noscript>/,
} as const;

/** Makes documents of the built one, which has everything but a page. Throws when it is not as expected. */
export function documentMaker(built: string): (parts: DocumentParts) => string {
  for (const place of Object.values(PLACES)) {
    if (built.search(place) < 0) throw new Error(`index.html has no ${String(place)}`);
  }
  return ({ language, body, title, description, head, scripts, from }) => {
    const fill: Record<keyof typeof PLACES, string> = {
      language: `<html lang="${language}">`,
      title: `<title>${escapeHtml(title)}</title>`,
      description: `<meta name="description" content="${escapeHtml(description)}" />`,
      scripts: `${scripts}\n    `,
      headEnd: `  ${head}\n  </head>`,
      root: `<div id="root">${body}</div>\n    <script type="application/json" id="${DRAWN_FROM}">${jsonText(from)}</script>`,
      noScript: `<noscript><p>${escapeHtml(foundWords[language].noScript)}</p></noscript>`,
    };
    // By functions: what is filled in may hold `$&`.
    return Object.entries(PLACES).reduce(
      (text, [name, place]) => text.replace(place, () => fill[name as keyof typeof PLACES]),
      built,
    );
  };
}
