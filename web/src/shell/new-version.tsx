import { useEffect } from 'react';
import { useNewVersion } from '../offline/new-version.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';

/**
 * Offers the newer version of the pages, where there is one: what is being typed is for the visitor to finish first. `text`: what
 * is kept, where it is no cart.
 */
export function NewVersion({ text }: { text?: string }) {
  const w = useWords(commonWords).newVersion;
  const isThere = useNewVersion();
  useEffect(() => {
    if (isThere) announce(w.title);
  }, [isThere, w]);
  if (!isThere) return null;
  return (
    <Banner
      tone="info"
      title={w.title}
      actions={
        <Button variant="secondary" onClick={() => location.reload()}>
          {w.show}
        </Button>
      }
    >
      {text ?? w.text}
    </Banner>
  );
}
