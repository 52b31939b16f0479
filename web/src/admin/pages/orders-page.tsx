import { Outlet, useParams, useSearch } from '@tanstack/react-router';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { FailedRefunds } from '../orders/failed-refunds.tsx';
import { OrderList } from '../orders/order-list.tsx';
import { OrderSearch } from '../orders/order-search.tsx';
import { WaitingRefunds } from '../orders/waiting-refunds.tsx';

/** All orders: one box that finds any, what waits for a decision, the list, and beside it the one that was chosen. */
export function OrdersPage() {
  const w = useWords(officeOrderWords);
  const filter = useSearch({ from: '/admin/commandes' });
  const { code } = useParams({ strict: false });
  return (
    <>
      <PageHeading title={code === undefined ? w.title : w.titleOf(code.toUpperCase())} lead={w.lead} />
      <div className="flex flex-col gap-6">
        <WaitingRefunds />
        <FailedRefunds />
        <OrderSearch filter={filter} />
        {code === undefined ? (
          <OrderList filter={filter} narrow={false} />
        ) : (
          <div className="grid items-start gap-6 *:min-w-0 xl:grid-cols-2">
            {/* Where there is no room beside it, the chosen one alone: its way back leads to the list. */}
            <div className="max-xl:hidden">
              <OrderList filter={filter} narrow />
            </div>
            <Outlet />
          </div>
        )}
      </div>
    </>
  );
}
