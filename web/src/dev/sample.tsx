import type { ReactNode } from 'react';

/** One component with its name, its states one after the other. */
export function Sample({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="code border-b border-line pb-1 text-14 text-muted">{name}</p>
      <div className="flex flex-wrap items-start gap-4 *:max-w-full">{children}</div>
    </div>
  );
}
