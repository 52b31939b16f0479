/** One line of a plot: points of x and y. */
export interface Series {
  name: string;
  points: readonly (readonly [number, number])[];
}

/** A small plot with its own title and axes. */
export interface Panel {
  title: string;
  /** What stands below the axis; x grows tenfold with each equal step when `logarithmic`. */
  xName: string;
  logarithmic: boolean;
  series: readonly Series[];
}

const panelWidth = 300;
const panelHeight = 220;
const margin = { left: 52, right: 12, top: 34, bottom: 40 };

/** Colours for both backgrounds: the file asks the reader's preference, also when it is shown as an image. */
const style = `
  text { font: 11px system-ui, sans-serif; fill: #333; }
  .title { font-weight: 600; font-size: 12px; }
  .axis { stroke: #999; fill: none; }
  .grid { stroke: #ccc; stroke-dasharray: 2 3; }
  .s0 { stroke: #0b5cad; } .d0 { fill: #0b5cad; }
  .s1 { stroke: #b35300; } .d1 { fill: #b35300; }
  .line { fill: none; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd; }
    .axis { stroke: #777; } .grid { stroke: #444; }
    .s0 { stroke: #6db3f2; } .d0 { fill: #6db3f2; }
    .s1 { stroke: #f0a35e; } .d1 { fill: #f0a35e; }
  }`;

/** An SVG of panels beside each other; y begins at 0 in each, and all share one scale. */
export function plot(yName: string, panels: readonly Panel[]): string {
  const highest = Math.max(
    1,
    ...panels.flatMap(({ series }) => series.flatMap(({ points }) => points.map(([, y]) => y))),
  );
  const top = niceAbove(highest);
  const width = panelWidth * panels.length;
  const body = panels.map((panel, at) => `<g transform="translate(${at * panelWidth} 0)">${drawPanel(panel, top)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${panelHeight}" role="img" aria-label="${escaped(yName)}">
<style>${style}
</style>
<text x="4" y="12">${escaped(yName)}</text>
${body.join('\n')}
</svg>
`;
}

function drawPanel({ title, xName, logarithmic, series }: Panel, top: number): string {
  const right = panelWidth - margin.right;
  const bottom = panelHeight - margin.bottom;
  const values = series.flatMap(({ points }) => points.map(([x]) => x));
  const scale = (x: number): number => (logarithmic ? Math.log10(x) : x);
  const [least, most] = [scale(Math.min(...values)), scale(Math.max(...values))];
  const xAt = (x: number): number =>
    margin.left + 8 + ((scale(x) - least) / (most - least || 1)) * (right - margin.left - 16);
  const yAt = (y: number): number => bottom - (y / top) * (bottom - margin.top);
  const ticks = [0, 0.5, 1].map((share) => share * top);
  const parts = [
    `<text class="title" x="${margin.left}" y="26">${escaped(title)}</text>`,
    ...ticks.map((y) => `<path class="grid" d="M${margin.left} ${yAt(y)}H${right}"/>`),
    ...ticks.map(
      (y) => `<text x="${margin.left - 6}" y="${yAt(y) + 4}" text-anchor="end">${y.toLocaleString('en')}</text>`,
    ),
    `<path class="axis" d="M${margin.left} ${margin.top}V${bottom}H${right}"/>`,
    ...[...new Set(values)].map(
      (x) => `<text x="${xAt(x)}" y="${bottom + 15}" text-anchor="middle">${shortNumber(x)}</text>`,
    ),
    `<text x="${(margin.left + right) / 2}" y="${bottom + 32}" text-anchor="middle">${escaped(xName)}</text>`,
  ];
  for (const [at, { points, name }] of series.entries()) {
    const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${xAt(x).toFixed(1)} ${yAt(y).toFixed(1)}`);
    parts.push(`<path class="line s${at}" d="${path.join('')}"><title>${escaped(name)}</title></path>`);
    for (const [x, y] of points)
      parts.push(`<circle class="d${at}" cx="${xAt(x).toFixed(1)}" cy="${yAt(y).toFixed(1)}" r="3"/>`);
  }
  return parts.join('\n');
}

/** The next number of one or two digits and zeros. */
function niceAbove(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value)) / 2;
  return Math.ceil(value / step) * step;
}

function shortNumber(value: number): string {
  if (value >= 1_000_000) return `${value / 1_000_000}M`;
  return value >= 1_000 ? `${value / 1_000}k` : String(value);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
