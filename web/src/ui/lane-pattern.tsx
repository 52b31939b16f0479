import { sportHue } from './sport-hue.ts';

const LANES = [0, 1, 2, 3, 4, 5];

/** Slanting lane lines in the colour of a sport: pure decoration, fills the box it is put in. */
export function LanePattern({ sport, className = '' }: { sport: string; className?: string }) {
  const hue = sportHue(sport);
  return (
    <svg
      viewBox="0 0 240 80"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className={className}
      fill="none"
      stroke={`hsl(${hue} 70% 52%)`}
    >
      <rect width="240" height="80" fill={`hsl(${hue} 62% 50%)`} fillOpacity="0.14" stroke="none" />
      {LANES.map((lane) => (
        <path
          key={lane}
          d={`M${lane * 34 + 10} 84 C ${lane * 34 + 30} 50 ${lane * 34 + 50} 40 ${lane * 34 + 92} -4`}
          strokeWidth={lane % 3 === 1 ? 6 : 2}
          strokeOpacity={0.35 + (lane % 3) * 0.2}
        />
      ))}
    </svg>
  );
}
