import { useQuery } from '@tanstack/react-query';
import type { ReactNode, SubmitEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useLanguage } from '../../words/language.ts';
import { CategoryFields } from './category-fields.tsx';
import { offersQuery, sportsQuery, venuesQuery } from './queries.ts';
import { type CategoryDraft, emptyCategory, type SessionDraft } from './session-draft.ts';

/** What is wrong with a field: what was typed, or what the server says. */
export type FaultOf = (field: string) => string | undefined;

interface Props {
  draft: SessionDraft;
  onChange: (draft: SessionDraft) => void;
  fault: FaultOf;
  onSubmit: () => void;
  /** Before the first field: the code of a new session. */
  lead?: ReactNode;
  /** Under the last field: what failed, buttons. */
  children: ReactNode;
}

/** All that is edited of a session. */
export function SessionForm({ draft, onChange, fault, onSubmit, lead, children }: Props) {
  const w = useWords(catalogueWords);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const set = (changes: Partial<SessionDraft>) => onChange({ ...draft, ...changes });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-6">
      <Part title={w.form.general}>
        {lead}
        <General draft={draft} set={set} fault={fault} />
      </Part>
      <Part title={w.form.times}>
        <Times draft={draft} set={set} fault={fault} />
      </Part>
      <Part title={w.form.rules}>
        <Rules draft={draft} set={set} fault={fault} />
      </Part>
      <Categories draft={draft} set={set} fault={fault} />
      <div className="flex flex-col items-start gap-3">{children}</div>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="rounded-card bg-paper p-4 shadow-lift">
      <legend className="heading float-left mb-3 w-full text-20">{title}</legend>
      <div className="clear-both grid gap-4 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}

interface PartProps {
  draft: SessionDraft;
  set: (changes: Partial<SessionDraft>) => void;
  fault: FaultOf;
}

type TextName = {
  [Name in keyof SessionDraft]: SessionDraft[Name] extends string ? Name : never;
}[keyof SessionDraft];

/** A field of text that stands in the draft under `name`. */
function DraftField(
  props: PartProps & { name: TextName; label: string; hint?: string; type?: string; inputMode?: 'numeric' | 'decimal' },
) {
  const { draft, set, fault, name, hint, ...field } = props;
  return (
    <TextField
      {...field}
      {...(hint === undefined ? {} : { hint })}
      value={draft[name]}
      error={fault(name)}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
}

function General(props: PartProps) {
  const { draft, set, fault } = props;
  const w = useWords(catalogueWords);
  const language = useLanguage();
  const sports = useQuery(sportsQuery).data?.items ?? [];
  const venues = useQuery(venuesQuery).data?.items ?? [];
  return (
    <>
      <Select
        label={w.fields.sport}
        value={draft.sport}
        error={fault('sport')}
        onChange={(event) => set({ sport: event.target.value })}
      >
        <option value="">—</option>
        {sports.map(({ code, name }) => (
          <option key={code} value={code}>
            {name[language]} ({code})
          </option>
        ))}
      </Select>
      <Select
        label={w.fields.venue}
        value={draft.venue}
        error={fault('venue')}
        onChange={(event) => set({ venue: event.target.value })}
      >
        <option value="">—</option>
        {venues.map(({ code, name, city }) => (
          <option key={code} value={code}>
            {name}, {city} ({code})
          </option>
        ))}
      </Select>
      <DraftField {...props} name="titleFr" label={w.form.french(w.fields.title)} />
      <DraftField {...props} name="titleEn" label={w.form.english(w.fields.title)} />
      <TextArea
        label={w.form.french(w.fields.description)}
        lang="fr"
        value={draft.descriptionFr}
        error={fault('descriptionFr')}
        onChange={(event) => set({ descriptionFr: event.target.value })}
      />
      <TextArea
        label={w.form.english(w.fields.description)}
        lang="en"
        value={draft.descriptionEn}
        error={fault('descriptionEn')}
        onChange={(event) => set({ descriptionEn: event.target.value })}
      />
      <DraftField
        {...props}
        name="venuePlaces"
        label={w.fields.venuePlaces}
        hint={w.form.venuePlacesHint}
        inputMode="numeric"
      />
      <div className="flex items-end">
        <Checkbox
          label={w.fields.medal}
          checked={draft.medal}
          onChange={(event) => set({ medal: event.target.checked })}
        />
      </div>
    </>
  );
}

function Times(props: PartProps) {
  const { fields, form } = useWords(catalogueWords);
  const hint = form.hours(props.draft.timezone);
  return (
    <>
      <DraftField {...props} type="datetime-local" name="startsAt" label={fields.startsAt} hint={hint} />
      <DraftField {...props} type="datetime-local" name="endsAt" label={fields.endsAt} hint={hint} />
      <DraftField {...props} type="datetime-local" name="doorsAt" label={fields.doorsAt} hint={hint} />
      <DraftField {...props} name="timezone" label={fields.timezone} hint="Europe/Paris, Pacific/Tahiti" />
    </>
  );
}

function Rules(props: PartProps) {
  const { draft, set, fault } = props;
  const { fields, form } = useWords(catalogueWords);
  const times = [
    { name: 'salesOpenAt', hint: form.emptyMeansAlways },
    { name: 'salesCloseAt', hint: form.emptyMeansAlways },
    { name: 'cancellableUntil', hint: form.emptyMeansNever },
    { name: 'codesReleasedAt', hint: form.emptyMeansAtOnce },
  ] as const;
  return (
    <>
      {times.map(({ name, hint }) => (
        <DraftField {...props} key={name} type="datetime-local" name={name} label={fields[name]} hint={hint} />
      ))}
      <DraftField {...props} name="placesPerAccount" label={fields.placesPerAccount} inputMode="numeric" />
      <DraftField {...props} name="vat" label={fields.vatBasisPoints} inputMode="decimal" />
      <fieldset className="sm:col-span-2">
        <legend className="font-semibold">{fields.allowedKinds}</legend>
        <div className="flex flex-wrap gap-x-6">
          <Checkbox
            label={form.paper}
            checked={draft.paper}
            error={fault('paper')}
            onChange={(event) => set({ paper: event.target.checked })}
          />
          <Checkbox
            label={form.rotating}
            checked={draft.rotating}
            onChange={(event) => set({ rotating: event.target.checked })}
          />
        </div>
      </fieldset>
    </>
  );
}

function Categories({ draft, set, fault }: PartProps) {
  const w = useWords(catalogueWords);
  const offers = useQuery(offersQuery).data?.items ?? [];
  const change = (key: string, changes: Partial<CategoryDraft>) =>
    set({ categories: draft.categories.map((one) => (one.key === key ? { ...one, ...changes } : one)) });
  return (
    <section aria-labelledby="categories" className="flex flex-col gap-4 rounded-card bg-paper p-4 shadow-lift">
      <h2 id="categories" className="heading text-20">
        {w.fields.categories}
      </h2>
      {draft.categories.length === 0 ? <p className="text-muted">{w.form.noCategory}</p> : null}
      {draft.categories.map((one, at) => (
        <CategoryFields
          key={one.key}
          category={one}
          offers={offers}
          fault={(field) => fault(`categories.${at}.${field}`) ?? fault(`categories.${one.category}.${field}`)}
          onChange={(changes) => change(one.key, changes)}
          onRemove={() => set({ categories: draft.categories.filter(({ key }) => key !== one.key) })}
        />
      ))}
      <div>
        <Button
          variant="secondary"
          icon="plus"
          onClick={() => set({ categories: [...draft.categories, emptyCategory()] })}
        >
          {w.form.addCategory}
        </Button>
      </div>
    </section>
  );
}
