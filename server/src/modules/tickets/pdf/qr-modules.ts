import encodeQR from 'qr';

/** The encoder's smallest border, taken off again. */
const border = 1;

/**
 * The modules of the QR code of a ticket on paper, true for dark, without quiet zone. Level Q: a quarter of the code
 * may be soiled or creased.
 */
export function qrModules(text: string): boolean[][] {
  const bordered = encodeQR(text, 'raw', { ecc: 'quartile', encoding: 'alphanumeric', border });
  return bordered.slice(border, -border).map((row) => row.slice(border, -border));
}
