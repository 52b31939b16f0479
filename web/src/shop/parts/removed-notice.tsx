import type { MirrorLine } from '../../api/cart-mirror.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { announce } from '../../ui/live.tsx';
import { useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { useAddLine } from './cart-writes.ts';
import { FocusBox } from '../../ui/focus-box.tsx';
import { WriteFailed } from '../../shell/write-failed.tsx';

/** A line that was removed: its words, and what it takes to add it again. */
export interface RemovedLine {
  name: string;
  line: MirrorLine;
}

/** Says what was removed and takes it back on a press. Takes the focus, because the line that had it is gone. */
export function RemovedNotice({ removed, onUndone }: { removed: RemovedLine; onUndone: () => void }) {
  const w = useWords(shopWords).cart;
  const add = useAddLine();
  const offline = useOffline();
  const undo = () =>
    add.mutate(removed.line, {
      onSuccess: () => {
        announce(w.undone);
        onUndone();
        wantHeadingFocus();
      },
    });
  return (
    <FocusBox news={removed}>
      <Banner
        tone="info"
        title={w.removed(removed.name)}
        actions={
          <Button variant="secondary" disabled={offline} loading={add.isPending} onClick={undo}>
            {w.undo}
          </Button>
        }
      >
        {offline ? w.offlineUndo : null}
      </Banner>
      <WriteFailed error={add.error} title={w.undoFailed} />
    </FocusBox>
  );
}
