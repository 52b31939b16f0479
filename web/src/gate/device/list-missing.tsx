import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Skeleton, SkeletonBlock, StateMessage } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { gateWords } from '../../words/gate.ts';
import { scannerWords } from '../../words/scanner.ts';
import type { GateState } from '../offline/gate-state.ts';
import type { OfflineGate } from '../offline/offline-gate.ts';

/** Without a list nothing can be decided here: it is on its way, or why it is not. */
export function ListMissing(props: { gate: OfflineGate; state: GateState; onChange: () => void; children: ReactNode }) {
  const { gate, state, onChange, children } = props;
  const w = useWords(scannerWords).list;
  const { actions } = useWords(commonWords);
  const { station } = useWords(gateWords);
  const { trouble, online } = state;
  if (online && trouble === null) {
    return (
      <div role="status">
        <p className="mb-4 text-20">{w.loading}</p>
        <Skeleton>
          <SkeletonBlock className="h-60 w-full" />
        </Skeleton>
      </div>
    );
  }
  const why = trouble?.kind === 'unsigned' ? w.unsigned : trouble?.kind === 'refused' ? trouble.detail : w.missingText;
  return (
    <div className="flex flex-col gap-6">
      <div role="alert">
        <StateMessage
          level={1}
          icon={online ? 'alert' : 'offline'}
          title={online ? w.failedTitle : w.missingTitle}
          actions={
            <>
              <Button onClick={() => void gate.sync()} className="min-h-18">
                {actions.retry}
              </Button>
              <Button variant="quiet" onClick={onChange} className="min-h-18">
                {station.change}
              </Button>
            </>
          }
        >
          {trouble?.kind === 'login' ? null : why}
        </StateMessage>
      </div>
      {children}
    </div>
  );
}
