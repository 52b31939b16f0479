import { Spinner } from '../../ui/spinner.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

/** The bank has not answered yet; the page asks again by itself. */
export function PaymentWait({ why }: { why: 'preparing' | 'checking' | 'ending' }) {
  const w = useWords(buyingWords).payment;
  return (
    <div className="flex items-start gap-4 rounded-card border border-line bg-paper p-6">
      <span className="mt-1 text-cobalt">
        <Spinner size={24} />
      </span>
      {why === 'preparing' ? (
        <p>{w.preparing}</p>
      ) : (
        <div>
          <h2 className="heading text-24">{why === 'ending' ? w.endingTitle : w.checkingTitle}</h2>
          <p className="mt-2 max-w-read">{w.checkingText}</p>
        </div>
      )}
    </div>
  );
}
