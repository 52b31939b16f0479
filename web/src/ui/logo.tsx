/** The mark: a ticket crossed by two lane lines. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <path
        className="fill-cobalt"
        d="M5 6h22a3 3 0 0 1 3 3v3.5a3.5 3.5 0 0 0 0 7V23a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3v-3.5a3.5 3.5 0 0 0 0-7V9a3 3 0 0 1 3-3z"
      />
      <path className="stroke-on-cobalt" strokeWidth="2.5" d="M9 26 15 6M15.5 26l6-20" />
    </svg>
  );
}
