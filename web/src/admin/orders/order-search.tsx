import { orderStatuses } from '@og-tickets/contract/rules/order-states.ts';
import { useNavigate } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { accountWords } from '../../words/account.ts';
import { useWords } from '../../words/book.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { type OrdersFilter, readOrdersFilter } from '../orders-filter.ts';

/** One box, and what narrows; all of it stands in the address. */
export function OrderSearch({ filter }: { filter: OrdersFilter }) {
  const w = useWords(officeOrderWords).search;
  const { states } = useWords(accountWords).orders;
  const navigate = useNavigate();
  const show = (search: OrdersFilter) => void navigate({ to: '/admin/commandes', search });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    show(readOrdersFilter(Object.fromEntries(new FormData(event.currentTarget))));
  };
  return (
    <form
      // A filter that was cleared or came by the address fills the fields anew.
      key={JSON.stringify(filter)}
      onSubmit={submit}
      role="search"
      aria-label={w.label}
      className="grid items-end gap-4 rounded-card bg-paper p-4 shadow-lift sm:grid-cols-2 xl:grid-cols-4"
    >
      <div className="sm:col-span-2 xl:col-span-4">
        <TextField
          label={w.q}
          hint={w.hint}
          name="q"
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          defaultValue={filter.q ?? ''}
        />
      </div>
      <Select label={w.status} name="status" defaultValue={filter.status ?? ''}>
        <option value="">{w.all}</option>
        {orderStatuses.map((status) => (
          <option key={status} value={status}>
            {states[status]}
          </option>
        ))}
      </Select>
      <TextField label={w.session} name="session" maxLength={10} defaultValue={filter.session ?? ''} />
      <TextField label={w.from} name="from" type="date" defaultValue={filter.from ?? ''} />
      <TextField label={w.to} name="to" type="date" defaultValue={filter.to ?? ''} />
      <div className="flex flex-wrap gap-3 sm:col-span-2 xl:col-span-4">
        <Button type="submit" icon="search">
          {w.apply}
        </Button>
        <Button variant="quiet" onClick={() => show({})}>
          {w.clear}
        </Button>
      </div>
    </form>
  );
}
