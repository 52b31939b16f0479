import { useBlocker } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface UnsavedGuardProps {
  /** Whether something would be lost now. */
  active: boolean;
  words: { title: string; text: string; stay: string; leave: string };
}

/** Asks before something is left behind, by a link of the shop or by closing the tab. One a page: two would ask twice. */
export function UnsavedGuard({ active, words: w }: UnsavedGuardProps) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => active,
    enableBeforeUnload: () => active,
    withResolver: true,
  });
  return (
    <Dialog
      open={status === 'blocked'}
      title={w.title}
      onClose={() => reset?.()}
      actions={
        <>
          <Button onClick={() => reset?.()}>{w.stay}</Button>
          <Button variant="danger" onClick={() => proceed?.()}>
            {w.leave}
          </Button>
        </>
      }
    >
      {w.text}
    </Dialog>
  );
}
