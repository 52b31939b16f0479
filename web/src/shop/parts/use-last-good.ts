import { useState } from 'react';

/** The latest value that was not undefined: what to go on showing while its successor is late or has failed. */
export function useLastGood<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
