import { useState } from 'react';
import { useLogin } from '../../api/login.ts';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { ChooseStation } from '../parts/choose-station.tsx';
import { ControllerLogin, NotAController } from '../parts/controller-login.tsx';
import { ScanDesk } from '../parts/scan-desk.tsx';
import { type Station, savedStation, saveStation } from '../scanning/station.ts';

/** Gate control: log in, choose session and gate once, then scan. */
export function ControlPage() {
  const login = useLogin();
  const [station, setStation] = useState(savedStation);
  const change = (next: Station | undefined) => {
    saveStation(next);
    setStation(next);
  };
  if (login.status === 'unknown') {
    return (
      <Skeleton>
        <SkeletonBlock className="h-80 w-full" />
      </Skeleton>
    );
  }
  if (login.status !== 'in') return <ControllerLogin />;
  if (login.user.role === 'customer') return <NotAController />;
  if (station === undefined) return <ChooseStation onChosen={change} />;
  return <ScanDesk station={station} onChange={() => change(undefined)} />;
}
