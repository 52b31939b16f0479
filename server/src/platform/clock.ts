/** Where the server takes its time from, so that expiry is tested without sleeping. Holds use the database's clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
