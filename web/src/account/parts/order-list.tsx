import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { Link } from '@tanstack/react-router';
import { formatDate, Money } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { localeOf, useLanguage } from '../../words/language.ts';
import { isBeingSettled } from './order-queries.ts';
import { OrderBadge } from '../../shell/order-badge.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';

/** Orders as a table, and as cards where a table does not fit; only one of the two exists for a screen reader. */
export function OrderList({ orders }: { orders: readonly Order[] }) {
  return (
    <div className="@container">
      <OrderTable orders={orders} />
      <ul className="flex flex-col gap-4 @min-[37rem]:hidden">
        {orders.map((order) => (
          <OrderCard key={order.code} order={order} />
        ))}
      </ul>
    </div>
  );
}

function OrderTable({ orders }: { orders: readonly Order[] }) {
  const w = useWords(accountWords).orders;
  const cell = 'px-3 py-3 align-top first:pl-5 last:pr-5';
  return (
    <table className="w-full border-separate border-spacing-0 rounded-card bg-paper text-left shadow-lift @max-[37rem]:hidden">
      <caption className="sr-only">{w.caption}</caption>
      <thead className="text-16 text-muted">
        <tr>
          {[w.code, w.date, w.content, w.status, w.total, w.action].map((heading) => (
            <th key={heading} scope="col" className={`${cell} font-normal last:text-right`}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="[&_td]:border-t [&_td]:border-line [&_th]:border-t [&_th]:border-line">
        {orders.map((order) => (
          <tr key={order.code}>
            <th scope="row" className={`${cell} code`}>
              {order.code}
            </th>
            <td className={cell}>
              <OrderDate at={order.createdAt} />
            </td>
            <td className={cell}>
              <Content order={order} />
            </td>
            <td className={cell}>
              <Status order={order} />
            </td>
            <td className={cell}>
              <Money amount={order.total} />
            </td>
            <td className={`${cell} text-right`}>
              <OrderLinks order={order} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OrderCard({ order }: { order: Order }) {
  const w = useWords(accountWords).orders;
  return (
    <li className="flex flex-col gap-2 rounded-card bg-paper p-5 shadow-lift">
      <div className="flex items-baseline justify-between gap-4">
        <p>
          <span className="sr-only">{w.code} </span>
          <span className="code font-semibold">{order.code}</span>
        </p>
        <Money amount={order.total} />
      </div>
      <p className="text-16 text-muted">
        <OrderDate at={order.createdAt} />
      </p>
      <Content order={order} />
      <Status order={order} />
      <OrderLinks order={order} />
    </li>
  );
}

/** The day of an order with its year: orders are kept for years. */
function OrderDate({ at }: { at: string }) {
  const locale = localeOf(useLanguage());
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: deviceTimeZone() });
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {day.format(new Date(at))}
    </time>
  );
}

function Content({ order }: { order: Order }) {
  const w = useWords(accountWords).orders;
  return (
    <ul>
      {order.lines.map((line) => (
        <li key={`${line.session}/${line.category}/${line.offer}`}>
          {sessionName(line.summary)}{' '}
          <span className="text-16 whitespace-nowrap text-muted">({w.places(line.places)})</span>
        </li>
      ))}
    </ul>
  );
}

function Status({ order }: { order: Order }) {
  const w = useWords(accountWords).orders;
  const language = useLanguage();
  const deadline = order.status === 'pending' ? order.expiresAt : null;
  return (
    <div className="flex flex-col items-start gap-1">
      <OrderBadge status={order.status} />
      {deadline ? (
        <span className="text-16">{w.payBefore(formatDate(deadline, deviceTimeZone(), 'time', language))}</span>
      ) : null}
    </div>
  );
}

function OrderLinks({ order }: { order: Order }) {
  const w = useWords(accountWords).orders;
  const look = 'link inline-flex min-h-11 items-center font-semibold @min-[37rem]:-my-2.5';
  return (
    <span className="inline-flex flex-wrap justify-end gap-x-5 gap-y-2 @max-[37rem]:justify-start">
      {order.status === 'pending' && !isBeingSettled(order) ? (
        <Link
          to="/paiement/$paymentId"
          params={{ paymentId: order.payment.id }}
          aria-label={w.resumeOf(order.code)}
          className={look}
        >
          {w.resume}
        </Link>
      ) : null}
      <Link
        to="/commandes/$orderCode"
        params={{ orderCode: order.code }}
        aria-label={w.openOf(order.code)}
        className={look}
      >
        {w.open}
      </Link>
    </span>
  );
}
