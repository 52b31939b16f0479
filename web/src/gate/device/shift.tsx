import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { logOut, useLogin } from '../../api/login.ts';
import { serverNowMs } from '../../api/server-clock.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { scannerWords } from '../../words/scanner.ts';
import { closeShift, startShift } from '../offline/device.ts';
import type { KeptDevice } from '../offline/gate-store.ts';
import type { OfflineGate } from '../offline/offline-gate.ts';
import { ControllerLogin } from '../parts/controller-login.tsx';
import { forgetDevice, forgetShift, takeShift } from './kept.ts';

/** Begins a shift as soon as it is shown, and says what went wrong. */
export function ShiftStart({ kept }: { kept: KeptDevice }) {
  const w = useWords(scannerWords).shift;
  const begun = useRef(false);
  const start = useMutation({
    mutationFn: () => startShift(kept, serverNowMs()),
    onSuccess: takeShift,
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'device_revoked') void forgetDevice('revoked');
    },
  });
  const { mutate } = start;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate();
  }, [mutate]);
  if (start.error === null) {
    return (
      <div role="status">
        <p className="mb-4 text-20">{w.starting}</p>
        <Skeleton>
          <SkeletonBlock className="h-40 w-full" />
        </Skeleton>
      </div>
    );
  }
  const failure = start.error instanceof ApiError ? start.error : {};
  return (
    <ErrorState level={1} title={w.failedTitle} failure={failure} onRetry={() => mutate()} actions={<ShiftEnd />} />
  );
}

/** The login has ended while scans may wait: asks for it again and begins the shift anew, beside the scanning. */
export function LoginAgain({ kept, gate }: { kept: KeptDevice; gate: OfflineGate }) {
  const w = useWords(scannerWords).shift;
  const login = useLogin();
  const [failure, setFailure] = useState<string>();
  const isIn = login.status === 'in' && login.user.role !== 'customer';
  useEffect(() => {
    if (!isIn) return;
    startShift(kept, serverNowMs())
      .then((shift) => {
        takeShift(shift);
        return gate.renew(shift);
      })
      .catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === 'device_revoked') gate.refused(error);
        else setFailure(error.detail);
      });
  }, [isIn, kept, gate]);
  return (
    <div className="flex flex-col gap-4">
      <Banner tone="warn">{failure ?? w.again}</Banner>
      {isIn ? null : <ControllerLogin inDesk />}
    </div>
  );
}

/** Ends the shift and logs out; not while scans wait. */
export function ShiftEnd({ gate }: { gate?: OfflineGate }) {
  const w = useWords(scannerWords).shift;
  const [blocked, setBlocked] = useState(0);
  const leave = useMutation({
    mutationFn: async () => {
      await gate?.sync();
      const waiting = gate?.state.get().waiting ?? 0;
      setBlocked(waiting);
      if (waiting > 0) return;
      await closeShift();
      gate?.stop();
      await gate?.settled();
      await logOut();
      await forgetShift();
    },
  });
  const failure = leave.error instanceof ApiError ? leave.error.detail : blocked > 0 ? w.endBlocked(blocked) : null;
  return (
    <div className="flex flex-col gap-3">
      {failure === null ? null : (
        <div role="alert">
          <Banner tone="danger">{failure}</Banner>
        </div>
      )}
      <Button variant="quiet" onClick={() => leave.mutate()} loading={leave.isPending} className="min-h-18">
        {w.end}
      </Button>
    </div>
  );
}
