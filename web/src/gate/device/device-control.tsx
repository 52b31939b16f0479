import { useCallback, useEffect, useState } from 'react';
import { type LoginState, useLogin } from '../../api/login.ts';
import { useStorePart } from '../../api/store.ts';
import { useStepFocus } from '../../ui/heading-focus.ts';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { type KeptDevice, type KeptShift, wipeLists } from '../offline/gate-store.ts';
import type { OfflineGate } from '../offline/offline-gate.ts';
import { openGate } from '../offline/open-gate.ts';
import { ChooseStation } from '../parts/choose-station.tsx';
import { ControllerLogin, NotAController } from '../parts/controller-login.tsx';
import { ScanDesk } from '../parts/scan-desk.tsx';
import type { Station } from '../scanning/station.ts';
import { EndedScreen } from './ended-screen.tsx';
import { forgetDevice, keepStation } from './kept.ts';
import { ListMissing } from './list-missing.tsx';
import { OneTab } from './one-tab.tsx';
import { LoginAgain, ShiftEnd, ShiftStart } from './shift.tsx';

/** Control on an enrolled scanner: log in, begin a shift, choose session and gate, then scan with or without network. */
export function DeviceControl({ kept, shift }: { kept: KeptDevice; shift: KeptShift | null }) {
  const login = useLogin();
  const [isOver, setIsOver] = useState(false);
  useStepFocus(stepOf(shift, login.status));
  const leaveSession = useCallback(() => {
    setIsOver(true);
    void keepStation(null);
  }, []);
  if (shift?.station) {
    return (
      <OneTab>
        <AtGate
          key={`${kept.device.id} ${shift.station.session} ${shift.station.gate}`}
          kept={kept}
          shift={shift}
          station={shift.station}
          onSessionOver={leaveSession}
        />
      </OneTab>
    );
  }
  if (login.status === 'unknown') return <Waiting />;
  if (login.status !== 'in') return <ControllerLogin device={kept.device.name} />;
  if (login.user.role === 'customer') return <NotAController />;
  if (shift === null) return <ShiftStart kept={kept} />;
  return (
    <ChooseStation
      only={kept.device}
      sessionOver={isOver}
      onChosen={(station) => void keepStation(station)}
      end={<ShiftEnd />}
    />
  );
}

/** What is asked next on this scanner; undefined while that is not known. */
function stepOf(shift: KeptShift | null, login: LoginState['status']): 'desk' | 'station' | 'login' | undefined {
  if (shift?.station) return 'desk';
  return login === 'unknown' ? undefined : login === 'in' ? 'station' : 'login';
}

function Waiting() {
  return (
    <Skeleton>
      <SkeletonBlock className="h-80 w-full" />
    </Skeleton>
  );
}

interface AtGateProps {
  kept: KeptDevice;
  shift: KeptShift;
  station: Station;
  onSessionOver: () => void;
}

/** At its gate: opens what is kept, asks the server for news, and goes on until somebody leaves. */
function AtGate(props: AtGateProps) {
  const { kept, shift, station } = props;
  const [gate, setGate] = useState<OfflineGate>();
  // What changes of the shift meanwhile the gate is told: it is opened once for a place.
  const [atFirst] = useState({ kept, shift, station });
  useEffect(() => {
    const opening = openGate(atFirst.kept, atFirst.shift, atFirst.station);
    const started = opening.then((opened) => {
      setGate(opened);
      return opened.sync();
    });
    return () => void Promise.all([opening, started]).then(([opened]) => opened.stop());
  }, [atFirst]);
  return gate === undefined ? <Waiting /> : <OpenGate gate={gate} {...props} />;
}

function OpenGate({ gate, shift, kept, station, onSessionOver }: AtGateProps & { gate: OfflineGate }) {
  const login = useLogin();
  // The rest of its state changes with each scan.
  const over = useStorePart(gate.state, (state) => (state.ended === null ? null : state));
  const withoutList = useStorePart(gate.state, (state) => (state.listAtMs === null ? state : null));
  const needsLogin = useStorePart(gate.state, ({ trouble }) => trouble?.kind === 'login');
  const { ended, waiting, refusesScans } = over ?? { ended: null, waiting: 0, refusesScans: false };
  useEffect(() => {
    if (ended === null) return;
    const wipe = async () => {
      await gate.settled();
      // The list is of no more use, whatever else has to wait.
      await wipeLists();
      if (ended === 'session') onSessionOver();
      else if (waiting === 0 || refusesScans) await forgetDevice(ended, waiting > 0);
    };
    void wipe();
  }, [gate, ended, waiting, refusesScans, onSessionOver]);
  if (ended !== null && ended !== 'session') {
    return (
      <EndedScreen why={ended} waiting={waiting}>
        {login.status === 'guest' ? <ControllerLogin inDesk /> : null}
      </EndedScreen>
    );
  }
  const end = <ShiftEnd gate={gate} />;
  const again = needsLogin ? <LoginAgain kept={kept} gate={gate} /> : null;
  if (withoutList !== null) {
    return (
      <ListMissing gate={gate} state={withoutList} onChange={() => void keepStation(null)}>
        {again}
      </ListMissing>
    );
  }
  return (
    <>
      <ScanDesk station={station} gate={gate} supervisor={shift.supervisor} onChange={() => void keepStation(null)}>
        {again}
      </ScanDesk>
      <div className="mx-auto mt-8 w-full max-w-xl">{end}</div>
    </>
  );
}
