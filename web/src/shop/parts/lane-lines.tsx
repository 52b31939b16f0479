const LANES = [0, 1, 2, 3, 4, 5, 6];
/** Distance of two lanes, in units of the drawing. */
const GAP = 44;

/** Lane lines that run out of the top of the home page: decoration. */
export function LaneLines({ className }: { className: string }) {
  return (
    <svg
      viewBox="0 0 1152 300"
      preserveAspectRatio="xMaxYMin slice"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      className={`text-cobalt max-lg:hidden ${className}`}
    >
      {LANES.map((lane) => {
        const x = 790 + lane * GAP;
        return (
          <path
            key={lane}
            d={`M${x} 320 C ${x + 36} 190 ${x + 76} 110 ${x + 172} -60`}
            strokeWidth={lane === 4 ? 8 : 2}
            strokeOpacity={lane === 4 ? 1 : 0.35}
          />
        );
      })}
    </svg>
  );
}
