import { ApiError } from '../../api/api-error.ts';
import type { FieldFault } from '../../ui/error-summary.tsx';

/** The id of each field on the page, by its name in the body of the call. */
export type FieldIds = Readonly<Record<string, string>>;

/** The faults that the server found, one a field, for fields that the form has. */
export function serverFaults(error: unknown, ids: FieldIds): FieldFault[] {
  if (!(error instanceof ApiError)) return [];
  const found = new Map<string, FieldFault>();
  for (const { field, message } of error.fields) {
    const name = field.replace(/^body\./, '');
    const fieldId = Object.hasOwn(ids, name) ? ids[name] : undefined;
    if (fieldId !== undefined && !found.has(fieldId)) found.set(fieldId, { fieldId, message });
  }
  return [...found.values()];
}

/** The faults that are left once somebody mends a field. */
export function withoutFault(faults: readonly FieldFault[], fieldId: string): readonly FieldFault[] {
  return faults.filter((fault) => fault.fieldId !== fieldId);
}

/** The message for one field. */
export function faultOf(faults: readonly FieldFault[], fieldId: string): string | undefined {
  return faults.find((fault) => fault.fieldId === fieldId)?.message;
}
