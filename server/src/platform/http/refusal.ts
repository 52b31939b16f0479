import type { ProofMethod } from '@og-tickets/contract/endpoint.ts';
import type { RefusalCode } from '@og-tickets/contract/refusals.ts';

/** A field at fault; `field` is a path such as `body.email`, `message` a short sentence in the caller's language. */
export interface FieldFault {
  field: string;
  message: string;
}

/** What a refusal says besides its code: `methods` are the ways to prove who is there. */
interface Extra {
  fields?: readonly FieldFault[];
  retryAfterSeconds?: number;
  methods?: readonly ProofMethod[];
}

/** An expected "no": a value that actions return, that rolls their transaction back and that the caller reads as a problem. */
export class Refusal {
  readonly code: RefusalCode;
  readonly fields: readonly FieldFault[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly methods: readonly ProofMethod[] | undefined;

  constructor(code: RefusalCode, extra: Extra = {}) {
    this.code = code;
    this.fields = extra.fields;
    this.retryAfterSeconds = extra.retryAfterSeconds;
    this.methods = extra.methods;
  }
}

/** Makes a refusal to return. */
export function refuse(code: RefusalCode, extra: Extra = {}): Refusal {
  return new Refusal(code, extra);
}

/** Tells a refusal from the value that was hoped for. */
export function isRefusal(value: unknown): value is Refusal {
  return value instanceof Refusal;
}
