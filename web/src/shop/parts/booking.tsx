import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { BookingForm } from './booking-form.tsx';
import { canBook } from './can-book.ts';
import { NothingToBook } from './nothing-to-book.tsx';

/** The places of a session: a form while some can be had, else the reason why not. */
export function Booking({ session }: { session: SessionDetail }) {
  const w = useWords(shopWords).booking;
  return (
    <section aria-labelledby="reserver">
      <h2 id="reserver" className="heading mb-4 text-24">
        {w.title}
      </h2>
      {canBook(session.availability) ? <BookingForm session={session} /> : <NothingToBook session={session} />}
    </section>
  );
}
