import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { unlockSound } from '../scanning/tone.ts';
import { useCamera } from '../scanning/use-camera.ts';

/** The camera with its switch, torch and choice; each code it reads goes to `onCode`. Rests while `paused`. */
export function Camera({ onCode, paused }: { onCode: (text: string) => void; paused: boolean }) {
  const w = useWords(gateWords).desk;
  const { state, video, start, stop, setTorch } = useCamera(onCode, paused);
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
      void start();
    };
    return (
      <div className="flex flex-col gap-4">
        {because ? (
          <div role="alert">
            <Banner tone={because === 'idle' ? 'info' : 'warn'}>{why[because]}</Banner>
          </div>
        ) : null}
        <Button icon="scan" wide loading={state.is === 'starting'} onClick={press} className="min-h-24">
          {w.camera}
        </Button>
      </div>
    );
  }
  const { torch, cameras, deviceId } = state;
  return (
    <div className="flex flex-col gap-4">
      <p className="sr-only" role="status">
        {w.cameraOn}
      </p>
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
        <Button variant="secondary" onClick={() => stop()} className="min-h-18 grow">
          {w.cameraStop}
        </Button>
        {torch === undefined ? null : (
          <Button variant="secondary" aria-pressed={torch} onClick={() => void setTorch(!torch)} className="min-h-18">
            {w.torch}
          </Button>
        )}
        {cameras.length > 1 ? (
          <Select label={w.whichCamera} value={deviceId} onChange={(event) => void start(event.target.value)}>
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
