import { type Device, inviteDeviceAgain, revokeDevice } from '@og-tickets/contract/gate-devices.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { EnrolLink, type Invitation } from '../parts/enrol-link.tsx';
import { devicesQuery } from '../parts/gate-queries.ts';
import { InviteDevice } from '../parts/invite-device.tsx';
import { Moment } from '../parts/moment.tsx';

/** The scanners: preparing one, its link, its state, its end. */
export function DevicesPage() {
  const w = useWords(gateDeskWords).devices;
  const [inviting, setInviting] = useState(false);
  const [invitation, setInvitation] = useState<Invitation>();
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col items-start gap-6 *:w-full">
        <Button className="sm:w-auto!" icon="plus" onClick={() => setInviting(true)}>
          {w.invite}
        </Button>
        <Devices onInvited={setInvitation} />
      </div>
      <InviteDevice
        open={inviting}
        onClose={() => setInviting(false)}
        onInvited={(made) => {
          setInviting(false);
          setInvitation(made);
        }}
      />
      <EnrolLink invitation={invitation} onClose={() => setInvitation(undefined)} />
    </>
  );
}

function Devices({ onInvited }: { onInvited: (invitation: Invitation) => void }) {
  const w = useWords(gateDeskWords).devices;
  const devices = useQuery({ ...devicesQuery, refetchInterval: 10_000 });
  if (devices.error && !devices.data) {
    return <FailedQuery error={devices.error} onRetry={() => void devices.refetch()} />;
  }
  if (!devices.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-64 w-full rounded-card" />
      </Skeleton>
    );
  }
  if (devices.data.items.length === 0) {
    return (
      <EmptyState icon="scan" title={w.emptyTitle}>
        {w.emptyText}
      </EmptyState>
    );
  }
  return <DeviceTable devices={devices.data.items} onInvited={onInvited} />;
}

const looks: Record<Device['state'], { tone: Tone; icon: IconName }> = {
  invited: { tone: 'info', icon: 'clock' },
  invitation_expired: { tone: 'warn', icon: 'clock' },
  enrolled: { tone: 'ok', icon: 'check' },
  ended: { tone: 'neutral', icon: 'cross' },
  revoked: { tone: 'danger', icon: 'ban' },
};

interface TableProps {
  devices: readonly Device[];
  onInvited: (invitation: Invitation) => void;
}

function DeviceTable({ devices, onInvited }: TableProps) {
  const w = useWords(gateDeskWords).devices;
  const client = useQueryClient();
  const [revoking, setRevoking] = useState<Device>();
  const again = useMutation({
    mutationFn: (deviceId: string) => call(inviteDeviceAgain, { params: { deviceId } }),
    onSuccess: onInvited,
    onSettled: () => void client.invalidateQueries({ queryKey: devicesQuery.queryKey }),
  });
  const columns: Column<Device>[] = [
    { key: 'name', heading: w.columns.name, render: ({ name }) => <span className="font-semibold">{name}</span> },
    {
      key: 'state',
      heading: w.columns.state,
      render: ({ state }) => <Badge {...looks[state]}>{w.states[state]}</Badge>,
    },
    { key: 'where', heading: w.columns.where, render: (device) => <Where device={device} /> },
    { key: 'controller', heading: w.columns.controller, render: ({ controller }) => controller ?? w.never },
    {
      key: 'seen',
      heading: w.columns.seen,
      render: ({ lastSeenAt }) => (lastSeenAt === null ? w.never : <Moment at={lastSeenAt} />),
    },
    { key: 'waiting', heading: w.columns.waiting, align: 'right', render: ({ waitingScans }) => waitingScans ?? '—' },
    {
      key: 'action',
      heading: w.columns.action,
      render: (device) => (
        <div className="flex flex-wrap gap-2">
          {device.state === 'invited' || device.state === 'invitation_expired' ? (
            <Button
              variant="quiet"
              loading={again.isPending && again.variables === device.id}
              onClick={() => again.mutate(device.id)}
            >
              {w.again}
            </Button>
          ) : null}
          {device.state === 'revoked' ? null : (
            <Button variant="quiet" aria-label={w.revokeOf(device.name)} onClick={() => setRevoking(device)}>
              {w.revoke}
            </Button>
          )}
        </div>
      ),
    },
  ];
  return (
    <>
      {again.error ? <FormFailure error={again.error} /> : null}
      <DataTable caption={w.caption} columns={columns} rows={devices} rowKey={({ id }) => id} />
      {revoking ? <ConfirmRevoke device={revoking} onClose={() => setRevoking(undefined)} /> : null}
    </>
  );
}

function Where({ device: { sessions, gate } }: { device: Device }) {
  const w = useWords(gateDeskWords);
  if (sessions === null && gate === null) return w.devices.everywhere;
  return w.devices.where(sessions?.join(', ') ?? w.devices.everywhere, gate ?? w.settings.anyGate);
}

function ConfirmRevoke({ device, onClose }: { device: Device; onClose: () => void }) {
  const w = useWords(gateDeskWords).devices;
  const client = useQueryClient();
  const revoke = async () => {
    try {
      await call(revokeDevice, { params: { deviceId: device.id } });
      announce(w.revoked);
    } finally {
      void client.invalidateQueries({ queryKey: devicesQuery.queryKey });
    }
  };
  return (
    <ConfirmRemoval
      open
      title={w.revokeTitle(device.name)}
      text={w.revokeText}
      action={w.revoke}
      onConfirm={revoke}
      onClose={onClose}
    />
  );
}
