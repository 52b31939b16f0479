import type { RefusalCode } from '@og-tickets/contract/refusals.ts';
import type { Client } from '../client.ts';
import type { World } from './world.ts';

/** A call that its caller may make: what it names is theirs, what it says is valid. */
export interface Example {
  /** Absent: a guest, a new customer, or a member of the staff, whoever the route is for. */
  caller?: Client;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** The rule that refuses it, where making a case that succeeds would take a fault of somebody else. */
  refusal?: RefusalCode;
}

export type Examples = Readonly<Record<string, (world: World) => Promise<Example>>>;
