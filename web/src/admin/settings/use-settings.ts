import { changeSettings, readSettings, type ShopFields, type ShopSettings } from '@og-tickets/contract/settings.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { shopQuery } from '../../api/shop-query.ts';
import { announce } from '../../ui/live.tsx';

/** What is set for the whole shop. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => call(readSettings, { signal }),
  // A form is open on it: it changes when somebody asks for it.
  refetchOnWindowFocus: false,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Sends changes of the settings that were read. `onSaved` gets what is set by then; the pages of this browser show it at once. */
export function useChangeSettings(said: string, onSaved: (saved: ShopSettings) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { version: number; changes: Partial<ShopFields> }) => call(changeSettings, { body: wish }),
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved);
      void client.invalidateQueries({ queryKey: shopQuery.queryKey });
      announce(said);
      onSaved(saved);
    },
  });
}

/** Somebody else was first. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'settings_changed_elsewhere';
}

/** The fields of `next` that differ from those of `before`. */
export function changedFields(before: ShopFields, next: ShopFields): Partial<ShopFields> {
  const differs = (name: string, value: unknown) =>
    JSON.stringify(value) !== JSON.stringify(Object.entries(before).find(([other]) => other === name)?.[1]);
  return Object.fromEntries(Object.entries(next).filter(([name, value]) => name !== 'version' && differs(name, value)));
}
