import { type AdminOffer, deleteOffer } from '@og-tickets/contract/catalog-admin.ts';
import { money } from '@og-tickets/contract/money.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useLanguage } from '../../words/language.ts';
import { OfferForm } from '../catalogue/offer-form.tsx';
import { offersQuery } from '../catalogue/queries.ts';
import { Numbers } from '../catalogue/session-actions.tsx';

/** The offers, what was sold of each, and their forms. */
export function OffersPage() {
  const w = useWords(catalogueWords).offers;
  const [editing, setEditing] = useState<AdminOffer | 'new'>();
  const [removing, setRemoving] = useState<AdminOffer>();
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col items-start gap-6 *:w-full">
        <Button className="sm:w-auto!" icon="plus" onClick={() => setEditing('new')}>
          {w.create}
        </Button>
        <Offers onEdit={setEditing} onRemove={setRemoving} />
      </div>
      {editing === undefined ? null : (
        <OfferForm offer={editing === 'new' ? null : editing} onClose={() => setEditing(undefined)} />
      )}
      {removing === undefined ? null : <RemoveOffer offer={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

interface TableProps {
  onEdit: (offer: AdminOffer) => void;
  onRemove: (offer: AdminOffer) => void;
}

function Offers({ onEdit, onRemove }: TableProps) {
  const w = useWords(catalogueWords).offers;
  const language = useLanguage();
  const offers = useQuery(offersQuery);
  if (offers.error && !offers.data) return <FailedQuery error={offers.error} onRetry={() => void offers.refetch()} />;
  if (!offers.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-64 w-full rounded-card" />
      </Skeleton>
    );
  }
  if (offers.data.items.length === 0) {
    return (
      <EmptyState icon="ticket" title={w.emptyTitle}>
        {w.emptyText}
      </EmptyState>
    );
  }
  const columns: Column<AdminOffer>[] = [
    {
      key: 'name',
      heading: w.columns.name,
      render: ({ name, code }) => (
        <>
          <span className="font-semibold">{name[language]}</span> <span className="code text-muted">{code}</span>
        </>
      ),
    },
    { key: 'places', heading: w.columns.places, align: 'right', render: ({ places }) => places },
    {
      key: 'discount',
      heading: w.columns.discount,
      align: 'right',
      render: ({ discountPercent }) => `${discountPercent}\u00a0%`,
    },
    { key: 'sold', heading: w.columns.sold, align: 'right', render: ({ sold }) => sold },
    {
      key: 'revenue',
      heading: w.columns.revenue,
      align: 'right',
      render: ({ revenueCents }) => <Money amount={money(revenueCents)} />,
    },
    { key: 'carts', heading: w.columns.carts, align: 'right', render: ({ inCarts }) => inCarts },
    {
      key: 'action',
      heading: w.columns.action,
      render: (offer) => (
        <div className="flex flex-wrap gap-2">
          <Button variant="quiet" aria-label={w.editOf(offer.name[language])} onClick={() => onEdit(offer)}>
            {w.edit}
          </Button>
          {offer.used ? null : (
            <Button variant="quiet" aria-label={w.removeOf(offer.name[language])} onClick={() => onRemove(offer)}>
              {w.remove}
            </Button>
          )}
        </div>
      ),
    },
  ];
  return <DataTable caption={w.caption} columns={columns} rows={offers.data.items} rowKey={({ code }) => code} />;
}

function RemoveOffer({ offer, onClose }: { offer: AdminOffer; onClose: () => void }) {
  const w = useWords(catalogueWords).offers;
  const language = useLanguage();
  const client = useQueryClient();
  const remove = async () => {
    try {
      await call(deleteOffer, { params: { code: offer.code } });
      announce(w.removed);
    } finally {
      void client.invalidateQueries({ queryKey: offersQuery.queryKey });
    }
  };
  return (
    <ConfirmRemoval
      open
      title={w.removeOf(offer.name[language])}
      text={w.removeText}
      action={w.remove}
      onConfirm={remove}
      onClose={onClose}
      Details={Numbers}
    />
  );
}
