import { useEffect, useState } from 'react';

/** True once `afterMs` have passed since the component appeared: a wait then deserves more words. */
export function useLate(afterMs: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return late;
}
