import { normalizeScannedText } from './parse.ts';

/**
 * The code that somebody typed or pasted from a ticket on paper, where it stands in groups of four with "_" for its own
 * spaces. What a reader scanned has the length of a code and no "_", and stays as it is: its spaces are its own.
 */
export function readTypedCode(text: string): string {
  if (!text.includes('_') && normalizeScannedText(text) !== undefined) return text;
  const typed = text.replace(/\s/g, '').replaceAll('_', ' ').toUpperCase();
  return normalizeScannedText(typed) === undefined ? text : typed;
}
