import { type StaffInvitation, type StaffMember, withdrawStaffInvitation } from '@og-tickets/contract/people.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { announce } from '../../ui/live.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { peopleWords } from '../../words/people.ts';
import { AccountState } from './account-state.tsx';
import { InviteStaff } from './invite-staff.tsx';
import { Moment } from './moment.tsx';
import { invitationsQuery, peopleKey, teamQuery } from './people-queries.ts';

/** Who works for the shop, and who was asked to. */
export function Team({ onOpen }: { onOpen: (accountId: string) => void }) {
  const w = useWords(peopleWords);
  const [inviting, setInviting] = useState(false);
  const staff = useQuery(teamQuery);
  return (
    <section aria-labelledby="equipe" className="flex flex-col gap-4">
      <h2 id="equipe" className="heading text-24">
        {w.staff.title}
      </h2>
      <div className="flex flex-wrap items-center gap-4">
        <Button icon="plus" onClick={() => setInviting(true)}>
          {w.staff.invite}
        </Button>
        <Link to="/admin/portes" className="link">
          {w.staff.gates}
        </Link>
      </div>
      {staff.error && !staff.data ? (
        <FailedQuery error={staff.error} onRetry={() => void staff.refetch()} />
      ) : staff.data ? (
        <StaffTable staff={staff.data.items} onOpen={onOpen} />
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-48 w-full rounded-card" />
        </Skeleton>
      )}
      <Invitations />
      <InviteStaff open={inviting} onClose={() => setInviting(false)} />
    </section>
  );
}

function StaffTable({ staff, onOpen }: { staff: readonly StaffMember[]; onOpen: (accountId: string) => void }) {
  const w = useWords(peopleWords);
  const columns: Column<StaffMember>[] = [
    { key: 'name', heading: w.columns.name, render: ({ name }) => <b>{name || w.noName}</b> },
    { key: 'email', heading: w.columns.email, render: ({ email }) => email },
    { key: 'role', heading: w.columns.role, render: ({ role }) => w.roles[role].name },
    { key: 'state', heading: w.columns.state, render: ({ status }) => <AccountState status={status} /> },
    {
      key: 'factor',
      heading: w.columns.factor,
      render: ({ secondFactor }) => (secondFactor ? w.factor.yes : w.factor.no),
    },
    {
      key: 'seen',
      heading: w.columns.seen,
      render: ({ lastLoginAt }) => (lastLoginAt === null ? w.never : <Moment at={lastLoginAt} />),
    },
    {
      key: 'action',
      heading: w.columns.action,
      render: ({ id, name, email }) => (
        <Button variant="quiet" aria-label={w.open(name || email)} onClick={() => onOpen(id)}>
          {w.openShort}
        </Button>
      ),
    },
  ];
  return <DataTable caption={w.staff.caption} columns={columns} rows={staff} rowKey={({ id }) => id} />;
}

function Invitations() {
  const words = useWords(peopleWords);
  const w = words.invitations;
  const [withdrawing, setWithdrawing] = useState<StaffInvitation>();
  const invitations = useQuery(invitationsQuery);
  const columns: Column<StaffInvitation>[] = [
    { key: 'name', heading: words.columns.name, render: ({ name }) => <b>{name || words.noName}</b> },
    { key: 'email', heading: words.columns.email, render: ({ email }) => email },
    { key: 'role', heading: words.columns.role, render: ({ role }) => words.roles[role].name },
    { key: 'by', heading: words.columns.by, render: ({ invitedBy }) => invitedBy ?? words.noName },
    { key: 'until', heading: words.columns.until, render: ({ expiresAt }) => <Moment at={expiresAt} /> },
    {
      key: 'action',
      heading: words.columns.action,
      render: (invitation) => (
        <Button variant="quiet" aria-label={w.withdrawOf(invitation.name)} onClick={() => setWithdrawing(invitation)}>
          {w.withdraw}
        </Button>
      ),
    },
  ];
  if (invitations.error && !invitations.data) {
    return <FailedQuery error={invitations.error} onRetry={() => void invitations.refetch()} />;
  }
  return (
    <>
      <h3 className="heading mt-4 text-18">{w.title}</h3>
      {invitations.data?.items.length === 0 ? <p className="text-muted">{w.none}</p> : null}
      {invitations.data && invitations.data.items.length > 0 ? (
        <DataTable caption={w.caption} columns={columns} rows={invitations.data.items} rowKey={({ id }) => id} />
      ) : null}
      {withdrawing ? <Withdraw invitation={withdrawing} onClose={() => setWithdrawing(undefined)} /> : null}
    </>
  );
}

function Withdraw({ invitation, onClose }: { invitation: StaffInvitation; onClose: () => void }) {
  const w = useWords(peopleWords).invitations;
  const client = useQueryClient();
  const withdraw = async () => {
    try {
      await call(withdrawStaffInvitation, { params: { invitationId: invitation.id } });
      announce(w.withdrawn);
    } finally {
      void client.invalidateQueries({ queryKey: peopleKey });
    }
  };
  return (
    <ConfirmRemoval
      open
      title={w.withdrawOf(invitation.name)}
      text={w.withdrawText}
      action={w.withdraw}
      onConfirm={withdraw}
      onClose={onClose}
    />
  );
}
