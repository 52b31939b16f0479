/** A scanner's clock that is further off than this proves nothing about a rotating code. */
const DRIFT_MAX_MS = 20_000;
/** Going back by less than this is rounding. */
const ROUNDING_MS = 1_000;

/** The clocks of the device: the one that people set, and the one that only runs on. Milliseconds. */
export interface DeviceClocks {
  wallMs: () => number;
  runningMs: () => number;
}

/** The server's time as well as a scanner knows it. */
export interface GateClock {
  /** The server's time now, milliseconds since 1970. */
  nowMs: () => number;
  offsetMs: () => number;
  /** The clock was moved, or went back, since the server was heard: the moment of a rotating code proves nothing. */
  isDoubtful: () => boolean;
  /** Takes the server's time out of an answer that was asked for at `askedAtMs` of the wall clock. */
  set: (serverMs: number, askedAtMs: number) => void;
  /** The page was out of sight; a running clock may have stood still with the device, so time that is missing is no fault. */
  woke: () => void;
}

const browserClocks: DeviceClocks = { wallMs: () => Date.now(), runningMs: () => performance.now() };

/**
 * Starts from what was kept: the difference to the server's clock, and the last look at the device's own, which can only have
 * gone on since then. Without either it is doubtful until the server has been heard.
 */
export function createGateClock(
  kept: { offsetMs: number; lastWallMs: number } | undefined,
  clocks: DeviceClocks = browserClocks,
): GateClock {
  let offsetMs = kept?.offsetMs ?? 0;
  let base = { wallMs: clocks.wallMs(), runningMs: clocks.runningMs() };
  let doubtful = kept === undefined || base.wallMs < kept.lastWallMs - ROUNDING_MS;
  /** How far the wall clock has moved away from the running one; negative when it was set back. */
  const movedMs = () => clocks.wallMs() - base.wallMs - (clocks.runningMs() - base.runningMs);
  return {
    nowMs: () => clocks.wallMs() + offsetMs,
    offsetMs: () => offsetMs,
    isDoubtful: () => {
      // Once moved it stays doubtful until the server is heard, even when it is moved back.
      doubtful ||= Math.abs(movedMs()) > DRIFT_MAX_MS;
      return doubtful;
    },
    set: (serverMs, askedAtMs) => {
      const answeredAtMs = clocks.wallMs();
      offsetMs = Math.round(serverMs - (askedAtMs + answeredAtMs) / 2);
      base = { wallMs: answeredAtMs, runningMs: clocks.runningMs() };
      doubtful = false;
    },
    woke: () => {
      if (!doubtful && movedMs() > 0) base = { wallMs: clocks.wallMs(), runningMs: clocks.runningMs() };
    },
  };
}
