import { LanePattern } from '../../ui/lane-pattern.tsx';
import { SportIcon } from '../../ui/sport-icon.tsx';

/** The icon of a sport on lane lines of its colour: decoration, the sport's name stands beside it. */
export function SportTile({ sport, large = false }: { sport: string; large?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`relative flex shrink-0 items-center justify-center overflow-hidden rounded-field text-ink ${
        large ? 'size-16 sm:size-20' : 'size-11 sm:size-14'
      }`}
    >
      <LanePattern sport={sport} className="absolute inset-0 size-full" />
      <span
        className={`relative flex items-center justify-center rounded-pill bg-paper ${large ? 'size-11 sm:size-13' : 'size-8 sm:size-10'}`}
      >
        <SportIcon sport={sport} size={large ? 32 : 20} />
      </span>
    </span>
  );
}
