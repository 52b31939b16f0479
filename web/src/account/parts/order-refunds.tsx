import { money } from '@og-tickets/contract/money.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { Banner } from '../../ui/banner.tsx';
import { formatDate, formatMoney } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { orderWords } from '../../words/order.ts';
import { refundNews } from './refund-news.ts';
import { deviceTimeZone } from '../../ui/time-zone.ts';

/** How the money that goes back stands, as far as we know it; nothing where none does. */
export function OrderRefunds({ order }: { order: Pick<Order, 'timeline' | 'refunded'> }) {
  const w = useWords(orderWords).refund;
  const language = useLanguage();
  const news = refundNews(order);
  if (news === null) return null;
  const amount = formatMoney(money(news.cents), language);
  switch (news.kind) {
    case 'pending':
      return (
        <Banner tone="info" title={w.pendingTitle(amount)}>
          {w.pendingText}
        </Banner>
      );
    case 'failed':
      return (
        <Banner tone="warn" title={w.failedTitle(amount)}>
          {w.failedText}
        </Banner>
      );
    case 'done':
      return (
        <Banner tone="ok" title={w.doneTitle(amount)}>
          {news.at === null ? null : w.doneText(formatDate(news.at, deviceTimeZone(), 'full', language))}
        </Banner>
      );
  }
}
