const cobalt = '#1D3FBF';
const line = '#DAD5CB';
const ink = '#14161B';

const cornerRadius = 12;
const notchRadius = 8;
const laneCount = 5;
const laneGap = 7;
const laneMargin = 12;
/** Radius of the bend of the outermost lane. */
const bendRadius = 46;

/** The edge of the ticket: rounded corners, a notch on either side and the dashed line to tear along. */
export function drawTicketEdge(
  doc: PDFKit.PDFDocument,
  box: { left: number; right: number; top: number; perforation: number; bottom: number },
): void {
  const { left, right, top, perforation, bottom } = box;
  const corner = `${cornerRadius} ${cornerRadius} 0 0 1`;
  const notch = `${notchRadius} ${notchRadius} 0 0 0`;
  const outline = [
    `M ${left + cornerRadius} ${top} H ${right - cornerRadius} A ${corner} ${right} ${top + cornerRadius}`,
    `V ${perforation - notchRadius} A ${notch} ${right} ${perforation + notchRadius}`,
    `V ${bottom - cornerRadius} A ${corner} ${right - cornerRadius} ${bottom}`,
    `H ${left + cornerRadius} A ${corner} ${left} ${bottom - cornerRadius}`,
    `V ${perforation + notchRadius} A ${notch} ${left} ${perforation - notchRadius}`,
    `V ${top + cornerRadius} A ${corner} ${left + cornerRadius} ${top} Z`,
  ];
  doc.lineWidth(1).strokeColor(line).path(outline.join(' ')).stroke();
  doc
    .moveTo(left + notchRadius + 4, perforation)
    .lineTo(right - notchRadius - 4, perforation)
    .dash(4, { space: 4 })
    .stroke()
    .undash();
}

/** Lanes that come along the top, bend and leave down the right side. */
export function drawLanes(
  doc: PDFKit.PDFDocument,
  box: { left: number; right: number; top: number; bottom: number },
): void {
  for (let lane = 0; lane < laneCount; lane += 1) {
    const inset = laneMargin + lane * laneGap;
    const radius = bendRadius - lane * laneGap;
    const x = box.right - inset;
    const y = box.top + inset;
    const own = lane === 1;
    doc
      .lineWidth(own ? 2.5 : 1)
      .strokeColor(own ? cobalt : line)
      .path(
        `M ${box.left + 24} ${y} H ${x - radius} A ${radius} ${radius} 0 0 1 ${x} ${y + radius} V ${box.bottom - 12}`,
      )
      .stroke();
  }
}

/**
 * Paints the dark modules of a code as one shape: filled one by one, they would show hairlines between them where a
 * viewer smooths edges.
 */
export function paintModules(
  doc: PDFKit.PDFDocument,
  modules: readonly (readonly boolean[])[],
  box: { x: number; y: number; side: number },
): void {
  const size = box.side / modules.length;
  for (const [row, cells] of modules.entries()) {
    let start = 0;
    while (start < cells.length) {
      let end = start;
      while (cells[end] === true) end += 1;
      if (end > start) doc.rect(box.x + start * size, box.y + row * size, (end - start) * size, size);
      start = end + 1;
    }
  }
  doc.fill(ink);
}
