import { normalizeOrderCode } from '@og-tickets/contract/rules/order-code.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { orderWords } from '../../words/order.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { isMissing } from './is-missing.ts';
import { orderQuery } from './order-queries.ts';

/** Finds an order by its number, however it was written down. */
export function OrderSearch() {
  const w = useWords(orderWords).search;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [searching, setSearching] = useState(false);
  const refuse = (message: string) => {
    setFault(message);
    announce(message);
  };
  const find = async (typed: string) => {
    const orderCode = normalizeOrderCode(typed);
    setFailure(undefined);
    if (orderCode === null) return refuse(w.notACode);
    setFault(undefined);
    setSearching(true);
    try {
      await client.fetchQuery(orderQuery(orderCode));
      await navigate({ to: '/commandes/$orderCode', params: { orderCode } });
    } catch (error) {
      if (isMissing(error)) refuse(w.missing(orderCode));
      else setFailure(error);
    } finally {
      setSearching(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('code');
    if (!searching) void find(typeof typed === 'string' ? typed : '');
  };
  return (
    <form role="search" onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-3">
      <TextField
        label={w.label}
        hint={w.hint}
        error={fault}
        name="code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="code"
      />
      <Button type="submit" variant="secondary" icon="search" loading={searching} className="self-start">
        {w.submit}
      </Button>
      {failure === undefined ? null : <FormFailure error={failure} />}
    </form>
  );
}
