import { ApiError } from '../../api/api-error.ts';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import type { DraftFault } from './session-draft.ts';
import type { FaultOf } from './session-form.tsx';

/** Fields of the form by the name that the server calls them. */
const sentAs: Record<string, string> = {
  vat: 'vatBasisPoints',
  titleFr: 'title',
  titleEn: 'title',
  paper: 'allowedKinds',
};

/** The sentence for a field: what is wrong with what was typed, else what the server says of it. */
export function useFaults(typed: ReadonlyMap<string, DraftFault>, error: unknown, at: string): FaultOf {
  const w = useWords(catalogueWords).form;
  return (field) => {
    const fault = typed.get(field);
    if (fault !== undefined) return w[fault];
    if (!(error instanceof ApiError) || error.code === 'session_changed_elsewhere') return undefined;
    return error.fields.find((one) => one.field === `${at}.${sentAs[field] ?? field}`)?.message;
  };
}
