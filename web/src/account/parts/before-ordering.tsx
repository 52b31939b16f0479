import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { shopQuery } from '../../api/shop-query.ts';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

/**
 * What the law wants said just before an order (code de la consommation, L221-5 and L221-14): who sells, how it is delivered, that
 * there is no right of withdrawal, where complaints go. What is bought and the total stand above.
 */
export function BeforeOrdering() {
  const w = useWords(buyingWords).checkout;
  const { data: shop } = useQuery(shopQuery);
  const seller = [shop?.legal.entity, shop?.legal.address, shop?.legal.phone, shop?.contactEmail]
    .filter(Boolean)
    .join(', ');
  return (
    <section aria-labelledby="a-savoir" className="text-16">
      <h3 id="a-savoir" className="mb-1 font-semibold">
        {w.knowTitle}
      </h3>
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {shop?.isDemo ? <li>{w.sellerDemo}</li> : null}
        {seller ? <li className="wrap-anywhere">{w.seller(seller)}</li> : null}
        <li>{w.noWithdrawal}</li>
        <li>{w.delivery}</li>
        <li>{w.age}</li>
        <li>
          {w.disputes}{' '}
          <Link to="/conditions" target="_blank" className="link">
            {w.disputesTerms}
          </Link>{' '}
          {w.disputesAnd}{' '}
          <Link to="/confidentialite" target="_blank" className="link">
            {w.disputesPrivacy}
          </Link>
          .
        </li>
      </ul>
    </section>
  );
}
