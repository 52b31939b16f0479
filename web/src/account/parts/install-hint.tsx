import { install, useInstallWay } from '../../offline/install-offer.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

/** Offers to put the shop on the home screen, as this browser does it; nothing where it cannot, or once it is there. */
export function InstallHint() {
  const w = useWords(accountWords).install;
  const way = useInstallWay();
  if (way === 'none') return null;
  return (
    <Card as="section" labelledBy="installer" className="flex flex-col items-start gap-3 p-5 sm:p-6">
      <h2 id="installer" className="heading text-24">
        {w.title}
      </h2>
      <p>{w.text}</p>
      {way === 'offer' ? (
        <Button variant="secondary" icon="plus" onClick={() => void install()}>
          {w.action}
        </Button>
      ) : (
        <p>{w.share}</p>
      )}
    </Card>
  );
}
