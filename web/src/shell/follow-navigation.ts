import type { AnyRouter } from '@tanstack/react-router';
import { wantHeadingFocus } from '../ui/heading-focus.ts';

/**
 * After each change of page (not of a filter in the address) the page's heading takes the focus, now or when it
 * appears. Waits until the new page is drawn: the old one's heading would take the focus and vanish with it.
 */
export function followNavigation(router: AnyRouter): void {
  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) wantHeadingFocus();
  });
}
