import type { Order } from '@og-tickets/contract/orders.ts';

/** A session's name with its sport, said once: most titles begin with it. */
export function sessionName({ sportName, title }: Order['lines'][number]['summary']): string {
  return title.toLowerCase().includes(sportName.toLowerCase()) ? title : `${sportName}, ${title}`;
}
