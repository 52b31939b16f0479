import { useQueries, useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { type CartMirror, forgetMirror, type MirrorLine } from '../../api/cart-mirror.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { StateMessage, useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { shopWords } from '../../words/shop.ts';
import { useRestoreLines } from './cart-writes.ts';
import { FocusBox } from '../../ui/focus-box.tsx';
import { offersQuery, sessionQuery } from './queries.ts';

/** What taking a cart again has brought: the lines that could not be added and why. */
export interface Restored {
  missed: { name: string; detail: string }[];
}

interface RestoreCartProps {
  mirror: CartMirror;
  onRestored: (restored: Restored) => void;
}

/** The server knows no cart, this device remembers one: offers to add its lines again. */
export function RestoreCart({ mirror, onRestored }: RestoreCartProps) {
  const w = useWords(shopWords).cart;
  const common = useWords(commonWords);
  const restore = useRestoreLines();
  const offline = useOffline();
  const nameOf = useLineNames(mirror.lines);
  const press = async () => {
    const missed = await restore.mutateAsync(mirror.lines);
    onRestored({
      missed: missed.map(({ line, error }) => ({
        name: nameOf(line),
        detail: error instanceof ApiError ? error.detail : common.states.serverFailed,
      })),
    });
  };
  const forget = () => {
    forgetMirror();
    wantHeadingFocus();
  };
  return (
    <StateMessage
      icon="cart"
      title={w.restoreTitle}
      actions={
        <>
          <Button icon="cart" disabled={offline} loading={restore.isPending} onClick={() => void press()}>
            {w.restore}
          </Button>
          <Button variant="quiet" disabled={restore.isPending} onClick={forget}>
            {w.restoreForget}
          </Button>
        </>
      }
    >
      <p>{w.restoreText}</p>
      <ul className="mt-2 list-disc pl-5 text-ink">
        {mirror.lines.map((line) => (
          <li key={`${line.session} ${line.category} ${line.offer}`}>{nameOf(line)}</li>
        ))}
      </ul>
      {offline ? <p className="mt-2 font-semibold text-ink">{w.offlineUndo}</p> : null}
    </StateMessage>
  );
}

/** After a restore: all is back, or what is missing and why. Takes the focus: the button for it is gone. */
export function RestoredNotice({ restored }: { restored: Restored }) {
  const w = useWords(shopWords).cart;
  const { missed } = restored;
  return (
    <FocusBox news={restored}>
      <Banner tone={missed.length > 0 ? 'warn' : 'ok'} title={missed.length > 0 ? w.restoreMissed : w.restored}>
        {missed.length > 0 ? (
          <ul className="list-disc pl-5">
            {missed.map(({ name, detail }) => (
              <li key={name}>
                {name}. {detail}
              </li>
            ))}
          </ul>
        ) : null}
      </Banner>
    </FocusBox>
  );
}

/** Lines in words, once the sessions and offers they name are read; their codes until then. */
function useLineNames(lines: readonly MirrorLine[]): (line: MirrorLine) => string {
  const w = useWords(shopWords).cart;
  const offers = useQuery(offersQuery).data;
  const codes = [...new Set(lines.map(({ session }) => session))];
  const sessions = useQueries({ queries: codes.map((code) => sessionQuery(code)) });
  return ({ session, category, offer, quantity }) => {
    const title = sessions[codes.indexOf(session)]?.data?.title ?? session;
    const offerName = offers?.find(({ code }) => code === offer)?.name ?? offer;
    return `${title}, ${w.restoreLine(quantity, offerName, category)}`;
  };
}
