import type { ScanResult } from '@og-tickets/contract/admissions.ts';

type Verdict = ScanResult['verdict'];

/** Notes of each verdict: hertz and seconds. Rising, falling, level: told apart without looking. */
const TONES: Record<Verdict, readonly [hertz: number, seconds: number][]> = {
  admitted: [
    [880, 0.09],
    [1320, 0.16],
  ],
  refused: [
    [330, 0.18],
    [220, 0.32],
  ],
  check: [
    [587, 0.12],
    [587, 0.12],
  ],
};
const VIBRATIONS_MS: Record<Verdict, number[]> = { admitted: [80], refused: [200, 80, 200], check: [80, 60, 80] };
const VOLUME = 0.25;

let audio: AudioContext | undefined;

/** Lets sound be heard later; browsers allow it only from a press of a button. */
export function unlockSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

/** The same at the next touch or key, whatever it is for: a scanner that was opened again has no button to press first. */
export function unlockSoundWhenTouched(): () => void {
  const events = ['pointerup', 'keydown'] as const;
  const stop = () => {
    for (const event of events) removeEventListener(event, unlock);
  };
  const unlock = () => {
    stop();
    unlockSound();
  };
  for (const event of events) addEventListener(event, unlock);
  return stop;
}

/** Sounds and vibrates a verdict where the device can. */
export function signal(verdict: Verdict): void {
  navigator.vibrate?.(VIBRATIONS_MS[verdict]);
  if (audio === undefined) return;
  let at = audio.currentTime;
  for (const [hertz, seconds] of TONES[verdict]) {
    const oscillator = new OscillatorNode(audio, { frequency: hertz, type: 'triangle' });
    const volume = new GainNode(audio, { gain: VOLUME });
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(at);
    at += seconds;
    oscillator.stop(at);
  }
}
