import type { Locale } from './common.ts';

/** What a page asks of the API before it is drawn. */
export interface Question {
  /** Id of the endpoint. */
  endpoint: string;
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, unknown>>;
}

/** Asks the API as a guest would, without HTTP: the body of a success, null where the call is refused. */
export type Ask = (question: Question, locale: Locale) => Promise<unknown>;

/** A page as a document; `drawnMs` is the time that nothing else could be done in. */
export interface DrawnPage {
  html: string;
  drawnMs: number;
}

/** The pages as the server sees them. */
export interface PageDrawer {
  /**
   * The page at an address (path and search): drawn whole; `empty` where only the browser draws it; `missing` where there is
   * none. `origin` is the shop's, for addresses that are read elsewhere. Throws what drawing throws.
   */
  draw(address: string, origin: string, ask: Ask): Promise<DrawnPage | 'empty' | 'missing'>;
}

/** Makes a drawer from the built document without a page and from the bundler's list of its files. */
export type CreatePageDrawer = (built: { document: string; manifest: string }) => Promise<PageDrawer>;
