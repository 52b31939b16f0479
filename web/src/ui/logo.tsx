/** The mark: a ticket with lane lines on it. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <path
        className="fill-cobalt"
        d="M5 6h22a3 3 0 0 1 3 3v3.5a3.5 3.5 0 0 0 0 7V23a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3v-3.5a3.5 3.5 0 0 0 0-7V9a3 3 0 0 1 3-3z"
      />
      <path
        className="stroke-on-cobalt"
        strokeWidth="2.5"
        strokeLinecap="round"
        d="M9.5 21l4-10M15 21l4-10M20.5 21l4-10"
      />
    </svg>
  );
}
