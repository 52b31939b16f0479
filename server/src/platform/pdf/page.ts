import { type Block, Typesetter } from './typeset.ts';

declare global {
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      /** Left, top, right and bottom on the page; PDFKit's types lack it. */
      bbox?: [number, number, number, number];
      placement?: 'Block' | 'Inline';
    }
  }
}

/** A block of text with its top left corner, in points from that of the page. */
export interface Placed {
  block: Block;
  x: number;
  y: number;
}

/** Kinds of text that a reader of the structure hears (ISO 32000-1, 14.8.4). */
type TextTag = 'H1' | 'H2' | 'P' | 'Lbl' | 'LBody' | 'TH' | 'TD';

/** A document to draw on; its fonts are shared by all pages. */
export class Canvas {
  readonly doc: PDFKit.PDFDocument;
  readonly type: Typesetter;
  readonly #root: PDFKit.PDFStructureElement;

  constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc;
    this.type = new Typesetter(doc);
    this.#root = doc.struct('Document');
    doc.addStructure(this.#root);
  }

  /** The page that was added to the document last, as a section of its own. */
  newPage(): Page {
    const section = this.doc.struct('Sect');
    this.#root.add(section);
    return new Page(this, section);
  }

  /** Closes the structure; no page can be added after. */
  end(): void {
    this.#root.end();
  }
}

/** Draws on a page and keeps its structure, in reading order, so that nothing on it is without a tag. */
export class Page {
  readonly #doc: PDFKit.PDFDocument;
  readonly #type: Typesetter;
  readonly #root: PDFKit.PDFStructureElement;

  constructor({ doc, type }: Canvas, section: PDFKit.PDFStructureElement) {
    this.#doc = doc;
    this.#type = type;
    this.#root = section;
  }

  /** One heading or paragraph; its parts are read as one. */
  text(tag: 'H1' | 'H2' | 'P', ...parts: readonly Placed[]): void {
    this.#root.add(this.#textElement(tag, ...parts));
  }

  /** A list; an item is what it says, or a label and what that stands for. */
  list(items: readonly { label?: Placed; body: readonly Placed[] }[]): void {
    const list = this.#doc.struct('L');
    this.#root.add(list);
    for (const { label, body } of items) {
      const item = this.#doc.struct('LI');
      list.add(item);
      if (label !== undefined) item.add(this.#textElement('Lbl', label));
      for (const part of body) item.add(this.#textElement('LBody', part));
    }
  }

  /** A table, row by row; a cell is read as one, whatever parts it has. */
  table(rows: readonly { tag: 'TH' | 'TD'; cells: readonly (readonly Placed[])[] }[]): void {
    const table = this.#doc.struct('Table');
    this.#root.add(table);
    for (const { tag, cells } of rows) {
      const row = this.#doc.struct('TR');
      table.add(row);
      for (const parts of cells) row.add(this.#textElement(tag, ...parts));
    }
  }

  /** Something to look at, with the words for those who cannot. The box is left, top, right, bottom. */
  figure(alternative: string, bbox: [number, number, number, number], paint: () => void): void {
    this.#root.add(this.#doc.struct('Figure', { alt: alternative, bbox, placement: 'Block' }, paint));
  }

  /** Lines and shapes that say nothing. */
  decoration(paint: () => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    paint();
    this.#doc.endMarkedContent();
  }

  /** Closes the section; nothing can be added after. */
  end(): void {
    this.#root.end();
  }

  #textElement(tag: TextTag, ...parts: readonly Placed[]): PDFKit.PDFStructureElement {
    const complete = parts.every(({ block }) => block.complete);
    // The letters that the page lacks are still in the text that is read aloud.
    const options = complete ? {} : { actual: parts.map(({ block }) => block.fullText).join(' ') };
    return this.#doc.struct(tag, options, () => {
      for (const { block, x, y } of parts) this.#type.draw(block, x, y);
    });
  }
}
