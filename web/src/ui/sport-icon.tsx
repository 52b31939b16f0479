import { OTHER_SPORT_PATH, SAME_AS, SPORT_PATHS } from './sport-paths.ts';

interface SportIconProps {
  /** Code of the sport, such as `BKB`. An unknown one gets lane lines. */
  sport: string;
  /** In px, 24 unless told. */
  size?: number;
  className?: string;
}

/** The sport's own icon in the colour of the text. Decoration: the sport's name stands beside it. */
export function SportIcon({ sport, size = 24, className = '' }: SportIconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={sportPath(sport)} />
    </svg>
  );
}

/** The drawing of a sport; lanes for one that has none. */
export function sportPath(sport: string): string {
  // Para sports carry a P before the code of the sport they share their equipment with.
  const code = sport.length === 4 && sport.startsWith('P') ? sport.slice(1) : sport;
  return SPORT_PATHS[SAME_AS[code] ?? code] ?? OTHER_SPORT_PATH;
}
