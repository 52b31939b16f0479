import type { ReactNode } from 'react';

/**
 * A bar at the foot of a phone's screen that stays in sight while its page is scrolled: the last child of what it belongs to.
 * base.css keeps what has the focus clear of it. A screen too low for both, and one wide enough for a column beside the
 * page, go without.
 */
export function FootBar({ children }: { children: ReactNode }) {
  return (
    <div className="foot-bar -mx-4 mt-6 flex flex-wrap items-center justify-between gap-x-4 border-t border-line bg-paper px-4 pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] sm:-mx-6 sm:px-6 lg:hidden print:hidden">
      {children}
    </div>
  );
}
