import { ButtonLink } from '../ui/button-link.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';

/** An address that leads nowhere; pages also show it for an object that does not exist. */
export function NotFoundPage() {
  const w = useWords(commonWords);
  return (
    <>
      <PageHeading title={w.states.notFoundTitle} lead={w.states.notFoundText} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/epreuves">{w.actions.seeSessions}</ButtonLink>
        <ButtonLink to="/" variant="secondary">
          {w.actions.goHome}
        </ButtonLink>
      </div>
    </>
  );
}
