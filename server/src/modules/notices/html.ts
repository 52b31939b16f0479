/** Markup that is safe to send: only `html` makes it. */
class Html {
  readonly #markup: string;
  constructor(markup: string) {
    this.#markup = markup;
  }
  toString(): string {
    return this.#markup;
  }
}
export type { Html };

/** What may stand in a template: text and numbers are escaped, markup of `html` is kept, lists are joined. */
type Part = string | number | Html | readonly Part[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function render(part: Part): string {
  if (part instanceof Html) return part.toString();
  if (typeof part === 'object') return part.map(render).join('');
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/**
 * Template tag for markup. Everything put in is escaped for text and for quoted attributes; there is no way around it,
 * so that nothing a person typed ever becomes markup. Attributes must be quoted, and addresses in `href` be our own.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.map((text, index) => text + render(parts[index] ?? '')).join(''));
}
