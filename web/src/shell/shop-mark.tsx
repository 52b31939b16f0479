import { useQuery } from '@tanstack/react-query';
import { shopQuery } from '../api/shop-query.ts';
import { Mark } from '../ui/logo.tsx';

/** The shop's logo, else the mark of the software. The shop's name stands beside it, so it says nothing by itself. */
export function ShopMark({ size = 32 }: { size?: number }) {
  const logo = useQuery(shopQuery).data?.logo ?? null;
  if (logo === null) return <Mark size={size} />;
  return (
    <img
      src={`/api/v1/shop/logo/${logo.hash}`}
      alt=""
      width={logo.width}
      height={logo.height}
      className="h-8 w-auto max-w-32 shrink-0 rounded-[4px] object-contain"
    />
  );
}
