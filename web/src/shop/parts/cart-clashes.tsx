import { type SessionClash, sessionClashes } from '@og-tickets/contract/rules/session-clashes.ts';
import { useQueries } from '@tanstack/react-query';
import { Banner } from '../../ui/banner.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import type { SessionLines } from './cart-lines.ts';
import { sessionQuery } from './queries.ts';

/** Positions and hours change rarely: a cart that is looked at again asks nothing. */
const KNOWN_MS = 5 * 60_000;

/** Tells of sessions in the cart that one person cannot see both whole. Only a hint: tickets may be for several people. */
export function CartClashes({ groups }: { groups: readonly SessionLines[] }) {
  const w = useWords(shopWords).cart.clash;
  const clashes = useClashes(groups);
  const titleOf = (code: string) => groups.find(({ session }) => session === code)?.summary.title ?? code;
  if (clashes.length === 0) return null;
  const overlaps = clashes.some(({ kind }) => kind === 'overlap');
  return (
    <Banner tone="warn" title={overlaps ? w.overlapTitle : w.travelTitle}>
      <ul className="flex flex-col gap-1.5">
        {clashes.map((clash) => {
          const [first, second] = clash.codes;
          const titles = [titleOf(first), titleOf(second)] as const;
          return (
            <li key={clash.codes.join()}>
              {clash.kind === 'overlap' ? w.overlap(...titles) : travelText(clash, titles, w)}
            </li>
          );
        })}
      </ul>
      <p className="mt-2 text-16">{overlaps && clashes.length === 1 ? w.severalPeople : w.estimate}</p>
    </Banner>
  );
}

function travelText(
  { gapMinutes, travelMinutes, km }: Extract<SessionClash, { kind: 'travel' }>,
  [from, to]: readonly [string, string],
  w: (typeof shopWords)['fr']['cart']['clash'],
): string {
  return w.travel({ from, to, gap: w.duration(gapMinutes), travel: w.duration(travelMinutes), km });
}

/** Nothing until all sessions are known; a session that cannot be read is left out. */
function useClashes(groups: readonly SessionLines[]): SessionClash[] {
  const details = useQueries({
    queries: groups.map(({ session }) => ({ ...sessionQuery(session), staleTime: KNOWN_MS })),
  });
  if (details.some(({ isPending }) => isPending)) return [];
  return sessionClashes(details.flatMap(({ data }) => data ?? []));
}
