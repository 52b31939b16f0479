import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { peopleWords } from '../../words/people.ts';
import { AccountDialog } from '../parts/account-dialog.tsx';
import { AccountsFound } from '../parts/accounts-found.tsx';
import { Team } from '../parts/team.tsx';
import { readPeopleSearch } from '../people-search.ts';

/** Customers and staff: who they are, whether they may come in, what they may do. */
export function PeoplePage() {
  const w = useWords(peopleWords);
  const { q, compte } = useSearch({ from: '/admin/personnes' });
  const navigate = useNavigate({ from: '/admin/personnes' });
  const open = (accountId: string) => void navigate({ search: (before) => ({ ...before, compte: accountId }) });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void navigate({ search: readPeopleSearch(Object.fromEntries(new FormData(event.currentTarget))) });
  };
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col gap-10">
        <section aria-labelledby="comptes" className="flex flex-col gap-4">
          <h2 id="comptes" className="heading text-24">
            {w.customers}
          </h2>
          <form key={q} onSubmit={submit} className="flex max-w-2xl flex-col items-start gap-4 *:w-full">
            <TextField label={w.search} hint={w.searchHint} name="q" type="search" maxLength={254} defaultValue={q} />
            <Button type="submit" icon="search" className="sm:w-auto!">
              {w.find}
            </Button>
          </form>
          {q === undefined ? null : <AccountsFound typed={q} onOpen={open} />}
        </section>
        <Team onOpen={open} />
      </div>
      {compte === undefined ? null : (
        <AccountDialog
          accountId={compte}
          onClose={() => void navigate({ search: ({ compte: _closed, ...rest }) => rest, replace: true })}
        />
      )}
    </>
  );
}
