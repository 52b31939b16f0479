import { useState } from 'react';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { ForbiddenState } from '../ui/forbidden-state.tsx';
import { EmptyState, ErrorState, OfflineNotice, Skeleton, SkeletonBlock } from '../ui/states.tsx';
import { Sample } from './sample.tsx';

const minuteMs = 60_000;

/** What a page says when it has nothing else to show, and news on it. */
export function StateSamples() {
  const [openedMs] = useState(Date.now);
  const inMinutes = (minutes: number) => new Date(openedMs + minutes * minuteMs).toISOString();
  return (
    <>
      <Sample name="Banner">
        {(['info', 'ok', 'warn', 'danger'] as const).map((tone) => (
          <div key={tone} className="w-full">
            <Banner tone={tone} title={tone} actions={<Button variant="secondary">Next step</Button>}>
              What happened, in one sentence.
            </Banner>
          </div>
        ))}
      </Sample>
      <Sample name="Countdown: long, under two minutes, over">
        <Countdown deadline={inMinutes(14)} clockOffsetMs={0} />
        <Countdown deadline={inMinutes(1.5)} clockOffsetMs={0} />
        <Countdown deadline={inMinutes(-1)} clockOffsetMs={0} />
      </Sample>
      <Sample name="Skeleton: after 150 ms">
        <div className="w-full">
          <Skeleton>
            <SkeletonBlock className="mb-3 h-8 w-1/2" />
            <SkeletonBlock className="h-24 w-full" />
          </Skeleton>
        </div>
      </Sample>
      <Sample name="EmptyState, ErrorState, no connection, ForbiddenState">
        <EmptyState title="Nothing yet" level={3} actions={<Button>Next step</Button>}>
          And what to do about it.
        </EmptyState>
        <ErrorState
          failure={{ detail: 'The sentence of the server.', requestId: '01J-REFERENCE' }}
          level={3}
          onRetry={() => undefined}
        />
        <ErrorState failure={{ status: 0 }} level={3} onRetry={() => undefined} />
        <ForbiddenState />
        <OfflineNotice shownAt="14 h 02" />
      </Sample>
    </>
  );
}
