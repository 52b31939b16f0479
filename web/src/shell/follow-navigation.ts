import type { AnyRouter } from '@tanstack/react-router';
import { wantHeadingFocus } from '../ui/heading-focus.ts';

/** After each change of page (not of a filter in the address) the next page heading to appear takes the focus. */
export function followNavigation(router: AnyRouter): void {
  router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) wantHeadingFocus();
  });
}
