import { ZipWriter } from './zip.ts';

// The least of Office Open XML (ECMA-376) that a workbook needs: sheets of numbers and of texts that stand in their cells.
// A text in a cell is never a formula.

/** A sheet has 1,048,576 rows at most, the first of which are the headings. */
const rowsPerSheet = 1_048_575;
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Rows that are one text in memory at most. */
const rowsPerText = 200;

export type Cell = string | number | null;

// What XML 1.0 has no way to say.
// oxlint-disable-next-line no-control-regex -- these are the characters that must go
const unsayable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function cellXml(value: Cell): string {
  if (value === null) return '<c/>';
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  const text = value.replaceAll(unsayable, '').replaceAll(/[&<>]/g, (sign) => named[sign] ?? sign);
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

const rowXml = (cells: readonly Cell[]): string => `<row>${cells.map(cellXml).join('')}</row>`;

/**
 * A workbook piece by piece: headings, then rows in batches. Rows beyond what a sheet holds stand in further sheets, each with
 * the headings.
 */
export async function* xlsxOf(
  headings: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<Buffer> {
  const zip = new ZipWriter();
  const source = batches[Symbol.asyncIterator]();
  const left: (readonly Cell[])[] = [];
  let ended = false;
  const fill = async (): Promise<void> => {
    while (left.length === 0 && !ended) {
      const next = await source.next();
      if (next.done === true) ended = true;
      else left.push(...next.value);
    }
  };
  const sheetXml = async function* (): AsyncGenerator<string> {
    yield `${declaration}<worksheet xmlns="${main}"><sheetData>${rowXml(headings)}`;
    for (let room = rowsPerSheet; room > 0; ) {
      await fill();
      const rows = left.splice(0, Math.min(room, rowsPerText));
      if (rows.length === 0) break;
      room -= rows.length;
      yield rows.map(rowXml).join('');
    }
    yield '</sheetData></worksheet>';
  };
  let sheets = 0;
  do {
    sheets += 1;
    yield* zip.entry(`xl/worksheets/sheet${sheets}.xml`, sheetXml());
    await fill();
  } while (left.length > 0);
  for (const [name, text] of workbookParts(sheets)) yield* zip.entry(name, [declaration, text]);
  yield zip.end();
}

function workbookParts(sheets: number): [name: string, xml: string][] {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const sheet = (n: number): string => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`;
  const link = (n: number): string =>
    `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`;
  const part = (n: number): string =>
    `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kind}.worksheet+xml"/>`;
  return [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${numbers.map(sheet).join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', `<Relationships xmlns="${relations}">${numbers.map(link).join('')}</Relationships>`],
    [
      '_rels/.rels',
      `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>${numbers.map(part).join('')}</Types>`,
    ],
  ];
}
