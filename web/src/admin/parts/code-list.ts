/** Codes with commas or spaces between them, in capitals, each once: `a, b b` is `['A', 'B']`. */
export function readCodes(text: string): string[] {
  return [
    ...new Set(
      text
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ];
}

/** A gate: at most six letters or digits. */
export const isGateCode = (code: string): boolean => /^[A-Z0-9]{1,6}$/.test(code);

/** A session: three to ten letters or digits. */
export const isSessionCode = (code: string): boolean => /^[A-Z0-9]{3,10}$/.test(code);
