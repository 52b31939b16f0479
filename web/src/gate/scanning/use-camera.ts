import { useCallback, useEffect, useRef, useState } from 'react';
import { type CodeReader, createCodeReader } from './code-reader.ts';

/** What the camera is doing, or why it is not. */
export type CameraState =
  | { is: 'off'; because?: 'refused' | 'missing' | 'insecure' | 'failed' | 'idle' }
  | { is: 'starting' }
  | { is: 'on'; cameras: readonly MediaDeviceInfo[]; deviceId: string; torch: boolean | undefined };

/** Between two pictures: about 12 a second leaves a phone cool. */
const BETWEEN_PICTURES_MS = 80;
/** A camera that saw no code for this long rests. */
const IDLE_MS = 60_000;
/** A single picture may fail to be read; so many in a row mean that the reader does not work. */
const FAILURES_MAX = 20;

/**
 * Runs the camera into `video` and gives each code it reads to `onCode`, as often as it reads it; looks at no picture while
 * `paused`, or while `isBusy` says so.
 */
export function useCamera(onCode: (text: string) => void, paused: boolean, isBusy: () => boolean) {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream>(undefined);
  const reader = useRef<Promise<CodeReader>>(undefined);
  const [state, setState] = useState<CameraState>({ is: 'off' });

  const stop = useCallback((because?: 'idle' | 'failed') => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = undefined;
    setState(because ? { is: 'off', because } : { is: 'off' });
  }, []);

  const start = useCallback(async (which?: MediaTrackConstraints) => {
    if (!isSecureContext) return setState({ is: 'off', because: 'insecure' });
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    setState({ is: 'starting' });
    try {
      reader.current ??= createCodeReader();
      const opened = await openCamera(which ?? { facingMode: 'environment' });
      stream.current = opened;
      await reader.current;
      setState(await describe(opened));
    } catch (error) {
      reader.current = undefined;
      for (const track of stream.current?.getTracks() ?? []) track.stop();
      setState({ is: 'off', because: reasonOf(error) });
    }
  }, []);

  /** From the back camera to the front one and round again. */
  const flip = useCallback(async () => {
    const facing = stream.current?.getVideoTracks()[0]?.getSettings().facingMode;
    const cameras = state.is === 'on' ? state.cameras : [];
    const at = cameras.findIndex(({ deviceId }) => state.is === 'on' && deviceId === state.deviceId);
    // Two cameras or more: telephones name their sides, computers only have the next one.
    if (facing === 'environment' || facing === 'user') {
      const other = facing === 'user' ? 'environment' : 'user';
      return start({ facingMode: { exact: other } });
    }
    return start({ deviceId: { exact: cameras[(at + 1) % cameras.length]?.deviceId ?? '' } });
  }, [state, start]);

  const setTorch = useCallback(async (on: boolean) => {
    const track = stream.current?.getVideoTracks()[0];
    // `torch` is in the Media Capture extensions, which the DOM types do not know.
    await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
    setState((now) => (now.is === 'on' ? { ...now, torch: on } : now));
  }, []);

  const on = state.is === 'on';
  useEffect(() => {
    if (on && video.current && stream.current) {
      video.current.srcObject = stream.current;
      void video.current.play().catch(() => undefined);
    }
  }, [on]);
  useReading({ running: on && !paused, video, reader, onCode, isBusy, onEnd: stop });
  useEffect(() => () => stop(), [stop]);
  return { state, video, start, flip, stop, setTorch };
}

/** Looks at one picture after the other while `running`. */
function useReading(input: {
  running: boolean;
  video: React.RefObject<HTMLVideoElement | null>;
  reader: React.RefObject<Promise<CodeReader> | undefined>;
  onCode: (text: string) => void;
  isBusy: () => boolean;
  onEnd: (because: 'idle' | 'failed') => void;
}): void {
  const { running, video, reader, onEnd } = input;
  const hands = useRef(input);
  useEffect(() => {
    hands.current = input;
  });
  useEffect(() => {
    if (!running) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    let lastCodeMs = performance.now();
    let failures = 0;
    const look = async () => {
      const read = await reader.current;
      const element = video.current;
      const ready = element !== null && element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
      let text: string | undefined;
      try {
        if (read && ready && !hands.current.isBusy()) text = await read(element);
        failures = 0;
      } catch {
        failures += 1;
      }
      if (over) return;
      if (failures >= FAILURES_MAX) {
        onEnd('failed');
        return;
      }
      if (text !== undefined) {
        lastCodeMs = performance.now();
        hands.current.onCode(text);
      } else if (performance.now() - lastCodeMs > IDLE_MS) {
        onEnd('idle');
        return;
      }
      timer = setTimeout(() => void look(), BETWEEN_PICTURES_MS);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [running, video, reader, onEnd]);
}

function openCamera(which: MediaTrackConstraints): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } } });
}

async function describe(stream: MediaStream): Promise<CameraState> {
  const track = stream.getVideoTracks()[0];
  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
  const hasTorch = track !== undefined && 'torch' in track.getCapabilities();
  return { is: 'on', cameras, deviceId: track?.getSettings().deviceId ?? '', torch: hasTorch ? false : undefined };
}

function reasonOf(error: unknown): 'refused' | 'missing' | 'failed' {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}
