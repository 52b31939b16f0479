import { Spinner } from '../../ui/spinner.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { PaymentNews } from './payment-news.tsx';

interface PaymentWaitProps {
  /**
   * preparing: its form is on its way; checking: a card may have been taken, the bank has not said; ending: the same, and the time
   * is over; closing: the time is over and no card was tried here.
   */
  why: 'preparing' | 'checking' | 'ending' | 'closing';
}

/** Nothing to do but to wait; the page asks again by itself. */
export function PaymentWait({ why }: PaymentWaitProps) {
  const w = useWords(buyingWords).payment;
  const spinner = <Spinner size={24} />;
  switch (why) {
    case 'preparing':
      return (
        <div className="flex items-start gap-4 rounded-card border border-line bg-paper p-6">
          <span className="mt-1 text-cobalt">{spinner}</span>
          <p>{w.preparing}</p>
        </div>
      );
    case 'checking':
      return <PaymentNews mark={spinner} title={w.checkingTitle} text={w.checkingText} />;
    case 'ending':
      return <PaymentNews mark={spinner} title={w.endingTitle} text={w.checkingText} />;
    case 'closing':
      return <PaymentNews mark={spinner} title={w.closingTitle} text={w.closingText} />;
  }
}
