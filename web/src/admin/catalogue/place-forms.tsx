import { type AdminSport, type AdminVenue, writeSport, writeVenue } from '@og-tickets/contract/catalog-places.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { commonWords } from '../../words/common.ts';
import { sportsQuery, venuesQuery } from './queries.ts';

const isCode = (text: string) => /^[A-Z0-9]{2,10}$/.test(text.trim());

/** Texts of a form by name, and what each field needs of them. */
function useTyped<Typed extends Record<string, string>>(first: Typed) {
  const [typed, setTyped] = useState(first);
  const [tried, setTried] = useState(false);
  const field = (name: keyof Typed & string, label: string, error?: string) => ({
    label,
    value: typed[name],
    error: tried ? error : undefined,
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return { typed, field, tried: () => setTried(true) };
}

/** A number, null for an empty text, undefined for anything else. */
function readNumber(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}

/** Adds a venue (`venue` null) or changes one. */
export function VenueForm({ venue, onClose }: { venue: AdminVenue | null; onClose: () => void }) {
  const words = useWords(catalogueWords);
  const w = words.places;
  const client = useQueryClient();
  const { typed, field, tried } = useTyped({
    code: venue?.code ?? '',
    name: venue?.name ?? '',
    nameEn: venue?.nameEn ?? '',
    city: venue?.city ?? '',
    capacity: String(venue?.capacity ?? ''),
    latitude: String(venue?.latitude ?? ''),
    longitude: String(venue?.longitude ?? ''),
  });
  const [capacity, latitude, longitude] = [typed.capacity, typed.latitude, typed.longitude].map(readNumber);
  const save = useMutation({
    mutationFn: (numbers: { capacity: number | null; latitude: number | null; longitude: number | null }) =>
      call(writeVenue, {
        params: { code: typed.code.trim() },
        body: {
          version: venue?.version ?? null,
          name: typed.name.trim(),
          nameEn: typed.nameEn.trim() === '' ? null : typed.nameEn.trim(),
          city: typed.city.trim(),
          ...numbers,
        },
      }),
    onSuccess: () => {
      announce(w.saved);
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: venuesQuery.queryKey }),
  });
  const needed = (text: string) => (text.trim() === '' ? words.form.required : undefined);
  const number = (value: number | null | undefined) => (value === undefined ? w.wrongNumber : undefined);
  const submit = () => {
    tried();
    const missing = !isCode(typed.code) || typed.name.trim() === '' || typed.city.trim() === '';
    if (missing || capacity === undefined || latitude === undefined || longitude === undefined) return;
    save.mutate({ capacity, latitude, longitude });
  };
  return (
    <FormDialog
      title={venue === null ? w.addVenue : w.editOf(venue.name)}
      onClose={onClose}
      onSubmit={submit}
      error={save.error}
      busy={save.isPending}
    >
      <TextField
        {...field('code', w.code, isCode(typed.code) ? undefined : w.codeHint)}
        hint={w.codeHint}
        className="code"
        readOnly={venue !== null}
      />
      <TextField {...field('city', w.city, needed(typed.city))} maxLength={120} />
      <TextField {...field('name', w.name, needed(typed.name))} maxLength={120} />
      <TextField {...field('nameEn', w.nameEn)} optional maxLength={120} />
      <TextField {...field('capacity', w.capacity, number(capacity))} optional inputMode="numeric" />
      <TextField {...field('latitude', w.latitude, number(latitude))} optional inputMode="decimal" />
      <TextField {...field('longitude', w.longitude, number(longitude))} optional inputMode="decimal" />
    </FormDialog>
  );
}

/** Adds a sport (`sport` null) or renames one. */
export function SportForm({ sport, onClose }: { sport: AdminSport | null; onClose: () => void }) {
  const words = useWords(catalogueWords);
  const w = words.places;
  const client = useQueryClient();
  const { typed, field, tried } = useTyped({
    code: sport?.code ?? '',
    fr: sport?.name.fr ?? '',
    en: sport?.name.en ?? '',
  });
  const save = useMutation({
    mutationFn: () =>
      call(writeSport, {
        params: { code: typed.code.trim() },
        body: { version: sport?.version ?? null, name: { fr: typed.fr.trim(), en: typed.en.trim() } },
      }),
    onSuccess: () => {
      announce(w.saved);
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: sportsQuery.queryKey }),
  });
  const needed = (text: string) => (text.trim() === '' ? words.form.required : undefined);
  const submit = () => {
    tried();
    if (isCode(typed.code) && typed.fr.trim() !== '' && typed.en.trim() !== '') save.mutate();
  };
  return (
    <FormDialog
      title={sport === null ? w.addSport : w.editOf(sport.name.fr)}
      onClose={onClose}
      onSubmit={submit}
      error={save.error}
      busy={save.isPending}
    >
      <TextField
        {...field('code', w.code, isCode(typed.code) ? undefined : w.codeHint)}
        hint={w.codeHint}
        className="code"
        readOnly={sport !== null}
      />
      <TextField {...field('fr', words.form.french(w.name), needed(typed.fr))} maxLength={80} />
      <TextField {...field('en', words.form.english(w.name), needed(typed.en))} maxLength={80} />
    </FormDialog>
  );
}

interface FormDialogProps {
  title: string;
  onClose: () => void;
  onSubmit: () => void;
  error: Error | null;
  busy: boolean;
  children: ReactNode;
}

function FormDialog({ title, onClose, onSubmit, error, busy, children }: FormDialogProps) {
  const w = useWords(catalogueWords).places;
  const { actions } = useWords(commonWords);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog open title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4 sm:grid-cols-2">
        {children}
        <div className="flex flex-col items-start gap-3 sm:col-span-2">
          {error ? <FormFailure error={error} /> : null}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" loading={busy}>
              {w.save}
            </Button>
            <Button variant="quiet" onClick={onClose}>
              {actions.cancel}
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
