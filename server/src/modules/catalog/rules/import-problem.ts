/** Where a row stands: the file as the caller named it, and the line its first character is on, from 1. */
export interface RowAt {
  file: string;
  line: number;
}

/** Why a row, or a whole file, cannot be imported. */
export interface Problem extends RowAt {
  /** Null when no single column is at fault. */
  column: string | null;
  /** One sentence that says what is wrong and what is wanted. */
  message: string;
}

/** Makes a problem of a row. */
export function problem(at: RowAt, column: string | null, message: string): Problem {
  return { file: at.file, line: at.line, column, message };
}
