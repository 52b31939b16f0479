import type { ReactNode } from 'react';
import { useHeadingFocus } from './heading-focus.ts';
import { useSiteName } from './site-name.ts';

/**
 * The one h1 of a page: sets the document title, takes the focus after a change of page.
 * - `title`: words of the h1 and of the document title
 * - `lead`: one sentence under it
 * - `above`: a small line over it (a way back, the sport)
 * - `hidden`: keeps the h1 for screen readers and the title only
 */
export function PageHeading(props: { title: string; lead?: ReactNode; above?: ReactNode; hidden?: boolean }) {
  const heading = useHeadingFocus(props.title);
  const siteName = useSiteName();
  return (
    <div className={props.hidden ? 'sr-only' : 'mb-6 sm:mb-8'}>
      <title>{`${props.title} · ${siteName}`}</title>
      {props.above ? <div className="mb-2 text-16 text-muted">{props.above}</div> : null}
      <h1 ref={heading} tabIndex={-1} className="heading max-w-read text-32 sm:text-44">
        {props.title}
      </h1>
      {props.lead ? <p className="mt-3 max-w-read text-18 text-muted">{props.lead}</p> : null}
    </div>
  );
}
