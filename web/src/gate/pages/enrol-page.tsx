import type { EnrolledDevice } from '@og-tickets/contract/gate-devices.ts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DateTime } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { scannerWords } from '../../words/scanner.ts';
import { useStepFocus } from '../../ui/heading-focus.ts';
import { GateLink } from '../address.tsx';
import { readAgain, readHere, useHere } from '../device/kept.ts';
import { enrolThisDevice, tokenOfFragment, tokenOfLink } from '../offline/device.ts';
import { countQueue } from '../offline/gate-store.ts';
import { Camera } from '../parts/camera.tsx';

/** Makes this browser a scanner, by a link that holds its token behind the #, or by the QR code of that link. */
export function EnrolPage() {
  const w = useWords(scannerWords).enrol;
  const { kept } = useHere();
  const [token, setToken] = useState(() => tokenOfFragment(location.hash));
  const [wrong, setWrong] = useState(false);
  const [waiting, setWaiting] = useState(0);
  useEffect(() => {
    // The address stays in the history of the browser: the token does not.
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
    void readHere()
      .then(countQueue)
      .then(setWaiting, () => undefined);
  }, []);
  const enrol = useMutation({
    mutationFn: async (given: string) => {
      const device = await enrolThisDevice(given);
      await readAgain();
      return device;
    },
  });
  useStepFocus(enrol.data ? 'enrolled' : 'asked');
  if (enrol.data) return <Enrolled device={enrol.data} />;
  const onCode = (text: string) => {
    const read = tokenOfLink(text);
    setWrong(read === null);
    if (read !== null) setToken(read);
  };
  const failure = enrol.error instanceof ApiError ? enrol.error.detail : enrol.error === null ? null : w.insecure;
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-6">
      <PageHeading title={w.title} lead={w.lead} />
      <div role="alert" className="empty:hidden">
        {failure === null ? null : <Banner tone="danger">{failure}</Banner>}
        {wrong && token === null ? <Banner tone="warn">{w.notALink}</Banner> : null}
        {waiting > 0 ? <Banner tone="danger">{w.waiting(waiting)}</Banner> : null}
      </div>
      {token === null || enrol.isError ? (
        <>
          <p>{w.how}</p>
          <Camera label={w.scan} onCode={onCode} paused={false} />
        </>
      ) : (
        <>
          <Banner tone="info" title={w.found}>
            {kept === null ? w.foundText : w.replaces(kept.device.name)}
          </Banner>
          <Button
            loading={enrol.isPending}
            disabled={waiting > 0}
            onClick={() => enrol.mutate(token)}
            className="min-h-18"
          >
            {w.confirm}
          </Button>
        </>
      )}
    </div>
  );
}

function Enrolled({ device }: { device: EnrolledDevice }) {
  const w = useWords(scannerWords).enrol;
  const facts = [
    [w.name, device.name],
    [w.sessions, device.sessions === null ? w.allSessions : device.sessions.join(', ')],
    [w.gate, device.gate ?? w.anyGate],
  ] as const;
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-6">
      <PageHeading title={w.done} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-3 rounded-card bg-paper p-6 text-20">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
        <dt className="text-muted">{w.until}</dt>
        <dd className="font-semibold">
          <DateTime at={device.endsAt} timeZone={ownTimeZone()} />
        </dd>
      </dl>
      <GateLink to="/controle" className="min-h-18">
        {w.goOn}
      </GateLink>
    </div>
  );
}

function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
