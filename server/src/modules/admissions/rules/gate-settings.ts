/** What a session lets happen at its gates. */
export interface GateSettings {
  gates: string[];
  /** Who left may come in again. */
  reentry: boolean;
  /** Null: no hour is set. */
  opensAt: Date | null;
  closesAt: Date | null;
}
