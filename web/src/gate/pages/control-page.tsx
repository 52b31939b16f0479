import { useEffect, useState } from 'react';
import { useLogin } from '../../api/login.ts';
import { useStepFocus } from '../../ui/heading-focus.ts';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { DeviceControl } from '../device/device-control.tsx';
import { EndedScreen } from '../device/ended-screen.tsx';
import { readHere, useHere } from '../device/kept.ts';
import { ChooseStation } from '../parts/choose-station.tsx';
import { ControllerLogin, NotAController } from '../parts/controller-login.tsx';
import { EndShift } from '../parts/end-shift.tsx';
import { ScanDesk } from '../parts/scan-desk.tsx';
import { type Station, savedStation, saveStation } from '../scanning/station.ts';

/** Gate control: on an enrolled scanner with or without network, in any other browser with the server. */
export function ControlPage() {
  const { ready, kept, shift, wiped, lost } = useHere();
  useEffect(() => void readHere(), []);
  if (!ready) return <Waiting />;
  if (wiped !== null) return <EndedScreen why={wiped} lost={lost} />;
  return kept === null ? <ControlHere /> : <DeviceControl kept={kept} shift={shift} />;
}

function Waiting() {
  return (
    <Skeleton>
      <SkeletonBlock className="h-80 w-full" />
    </Skeleton>
  );
}

/** Control by a login alone: log in, choose session and gate once, then scan while the server answers. */
function ControlHere() {
  const login = useLogin();
  const [station, setStation] = useState(savedStation);
  useStepFocus(login.status === 'unknown' ? undefined : login.status === 'in' ? `at ${station?.gate ?? ''}` : 'login');
  const change = (next: Station | undefined) => {
    saveStation(next);
    setStation(next);
  };
  if (login.status === 'unknown') return <Waiting />;
  if (login.status !== 'in') return <ControllerLogin mayEnrol />;
  if (login.user.role === 'customer') return <NotAController />;
  if (station === undefined) return <ChooseStation onChosen={change} end={<EndShift />} />;
  // Whether this login may undo the server knows; it says so when it may not.
  return <ScanDesk station={station} gate={null} supervisor onChange={() => change(undefined)} />;
}
