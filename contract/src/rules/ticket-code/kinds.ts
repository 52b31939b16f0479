import type { TicketRecord } from './format.ts';

/** Bits of `allowed_kinds`, of a ticket and of a session: the kinds of code that let somebody in. */
export const KIND_BIT = { static: 1, rotating: 2 } as const satisfies Record<TicketRecord['kind'], number>;

/** Tells whether a mask of `KIND_BIT` lets this kind in. */
export function kindAllowed(allowedKinds: number, kind: TicketRecord['kind']): boolean {
  return (allowedKinds & KIND_BIT[kind]) !== 0;
}
