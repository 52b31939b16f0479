import { type AdminOffer, createOffer, editOffer } from '@og-tickets/contract/catalog-admin.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { commonWords } from '../../words/common.ts';
import { offersQuery } from './queries.ts';
import { readWhole } from './session-draft.ts';

const placesMax = 50;
const percentMax = 100;
const positionMax = 1_000;

function typedOf(offer: AdminOffer | null) {
  return {
    code: offer?.code ?? '',
    nameFr: offer?.name.fr ?? '',
    nameEn: offer?.name.en ?? '',
    descriptionFr: offer?.description.fr ?? '',
    descriptionEn: offer?.description.en ?? '',
    places: String(offer?.places ?? ''),
    discount: String(offer?.discountPercent ?? 0),
    position: String(offer?.position ?? 10),
  };
}
type Typed = ReturnType<typeof typedOf>;

function read(typed: Typed) {
  const within = (text: string, min: number, max: number) => {
    const value = readWhole(text, min);
    return value === null || value > max ? null : value;
  };
  const name = { fr: typed.nameFr.trim(), en: typed.nameEn.trim() };
  const places = within(typed.places, 1, placesMax);
  const discountPercent = within(typed.discount, 0, percentMax);
  const position = within(typed.position, 0, positionMax);
  const code = /^[a-z][a-z0-9-]{0,29}$/.test(typed.code.trim()) ? typed.code.trim() : null;
  const wrong = new Set<keyof Typed>([
    ...(code === null ? ['code' as const] : []),
    ...(name.fr === '' ? ['nameFr' as const] : []),
    ...(name.en === '' ? ['nameEn' as const] : []),
    ...(places === null ? ['places' as const] : []),
    ...(discountPercent === null ? ['discount' as const] : []),
    ...(position === null ? ['position' as const] : []),
  ]);
  if (code === null || places === null || discountPercent === null || position === null || wrong.size > 0) {
    return { wrong };
  }
  const description = { fr: typed.descriptionFr.trim(), en: typed.descriptionEn.trim() };
  return { wrong, wanted: { code, name, description, places, discountPercent, position } };
}

/** Adds an offer (`offer` null) or changes one. */
export function OfferForm({ offer, onClose }: { offer: AdminOffer | null; onClose: () => void }) {
  const words = useWords(catalogueWords);
  const w = words.offers;
  const { actions } = useWords(commonWords);
  const client = useQueryClient();
  const [typed, setTyped] = useState(() => typedOf(offer));
  const [wrong, setWrong] = useState<ReadonlySet<keyof Typed>>(new Set());
  const save = useMutation({
    mutationFn: ({ code, ...fields }: NonNullable<ReturnType<typeof read>['wanted']>) =>
      offer === null
        ? call(createOffer, { body: { code, ...fields } })
        : call(editOffer, { params: { code }, body: { version: offer.version, changes: fields } }),
    onSuccess: () => {
      announce(w.saved);
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: offersQuery.queryKey }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { wrong: found, wanted } = read(typed);
    setWrong(found);
    if (wanted === undefined) announce(words.form.wrong);
    else save.mutate(wanted);
  };
  const field = (name: keyof Typed, label: string, fault: string) => ({
    label,
    value: typed[name],
    error: wrong.has(name) ? fault : undefined,
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  const { required, wrongNumber, french, english } = words.form;
  return (
    <Dialog open title={offer === null ? w.create : w.editOf(offer.name.fr)} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4 sm:grid-cols-2">
        {offer === null ? <TextField {...field('code', w.code, required)} hint={w.codeHint} className="code" /> : null}
        <TextField
          {...field('places', w.places, wrongNumber)}
          inputMode="numeric"
          hint={offer?.used ? w.placesKept : undefined}
          readOnly={offer?.used ?? false}
        />
        <TextField {...field('nameFr', french(w.name), required)} maxLength={60} />
        <TextField {...field('nameEn', english(w.name), required)} maxLength={60} />
        <TextField {...field('descriptionFr', french(w.description), required)} />
        <TextField {...field('descriptionEn', english(w.description), required)} />
        <TextField {...field('discount', w.discount, wrongNumber)} inputMode="numeric" />
        <TextField {...field('position', w.position, wrongNumber)} inputMode="numeric" />
        <div className="flex flex-col items-start gap-3 sm:col-span-2">
          {save.error ? <FormFailure error={save.error} /> : null}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" loading={save.isPending}>
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
