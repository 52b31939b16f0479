import { Skeleton, SkeletonBlock } from '../ui/states.tsx';

/** Stands in while the bundle of a page is on its way. */
export function PagePending() {
  return (
    <Skeleton>
      <div className="flex flex-col gap-4">
        <SkeletonBlock className="h-11 w-3/5" />
        <SkeletonBlock className="h-6 w-4/5" />
        <SkeletonBlock className="mt-4 h-40 w-full rounded-card" />
        <SkeletonBlock className="h-40 w-full rounded-card" />
      </div>
    </Skeleton>
  );
}
