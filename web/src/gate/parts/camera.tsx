import { useEffect, useRef } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { Select } from '../../ui/select.tsx';
import { useWakeLock } from '../../ui/use-wake-lock.ts';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { scannerWords } from '../../words/scanner.ts';
import { unlockSound } from '../scanning/tone.ts';
import { useCamera } from '../scanning/use-camera.ts';

/** The camera with its switch, torch and choice; each code it reads goes to `onCode`. Rests while `paused` or `isBusy`. */
export function Camera(props: {
  onCode: (text: string) => void;
  paused: boolean;
  isBusy?: () => boolean;
  label?: string;
}) {
  const { onCode, paused, isBusy = neverBusy, label } = props;
  const w = useWords(gateWords).desk;
  const s = useWords(scannerWords).camera;
  const { state, video, start, flip, stop, setTorch } = useCamera(onCode, paused, isBusy);
  // A telephone in the hand of a controller must not go dark between two people.
  useWakeLock(state.is === 'on');
  const { button, pressed } = useSwitchFocus(state.is === 'on');
  useEffect(() => {
    if (state.is === 'on') announce(w.cameraOn);
  }, [state.is, w]);
  if (state.is !== 'on') {
    const why = {
      refused: w.cameraRefused,
      missing: w.cameraMissing,
      insecure: w.cameraInsecure,
      failed: w.cameraFailed,
      idle: w.cameraIdle,
    };
    const because = state.is === 'off' ? state.because : undefined;
    const press = () => {
      unlockSound();
      pressed();
      void start();
    };
    return (
      <div className="flex flex-col gap-4">
        {because ? (
          <div role="alert">
            <Banner tone={because === 'idle' ? 'info' : 'warn'}>{why[because]}</Banner>
            {because === 'refused' ? <CameraSteps /> : null}
          </div>
        ) : null}
        <Button ref={button} icon="scan" wide loading={state.is === 'starting'} onClick={press} className="min-h-24">
          {label ?? w.camera}
        </Button>
      </div>
    );
  }
  const { torch, cameras, deviceId } = state;
  return (
    <div className="flex flex-col gap-4">
      <div className="relative overflow-hidden rounded-card bg-paper">
        <video
          ref={video}
          muted
          playsInline
          aria-hidden="true"
          className="aspect-square max-h-[55dvh] w-full object-cover"
        />
        <div aria-hidden="true" className="absolute inset-[15%] rounded-card border-4 border-white/80" />
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Button
          ref={button}
          variant="secondary"
          onClick={() => {
            pressed();
            stop();
          }}
          className="min-h-18 grow"
        >
          {w.cameraStop}
        </Button>
        {torch === undefined ? null : (
          <Button variant="secondary" aria-pressed={torch} onClick={() => void setTorch(!torch)} className="min-h-18">
            {w.torch}
          </Button>
        )}
        {cameras.length > 1 ? (
          <Button variant="secondary" onClick={() => void flip()} className="min-h-18">
            {s.flip}
          </Button>
        ) : null}
        {cameras.length > 2 ? (
          <Select
            label={w.whichCamera}
            value={deviceId}
            onChange={(event) => void start({ deviceId: { exact: event.target.value } })}
          >
            {cameras.map((camera, index) => (
              <option key={camera.deviceId} value={camera.deviceId}>
                {camera.label || `${w.whichCamera} ${index + 1}`}
              </option>
            ))}
          </Select>
        ) : null}
      </div>
    </div>
  );
}

/** On and off are two buttons in turn: who pressed one has the other. */
function useSwitchFocus(isOn: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasPressed = useRef(false);
  const wasOn = useRef(isOn);
  useEffect(() => {
    if (wasOn.current === isOn) return;
    wasOn.current = isOn;
    if (wasPressed.current) button.current?.focus({ preventScroll: true });
    wasPressed.current = false;
  }, [isOn]);
  return {
    button,
    pressed: () => {
      wasPressed.current = true;
    },
  };
}

const neverBusy = () => false;

/** How to allow the camera after all, by browser. */
function CameraSteps() {
  const w = useWords(scannerWords).camera;
  return (
    <div className="mt-3 rounded-card bg-paper p-4">
      <p className="font-semibold">{w.steps}</p>
      <ul className="mt-2 flex list-disc flex-col gap-2 pl-5 text-16">
        <li>{w.chrome}</li>
        <li>{w.safari}</li>
        <li>{w.firefox}</li>
      </ul>
    </div>
  );
}
