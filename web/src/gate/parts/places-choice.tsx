import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';

const CHOICES = [undefined, 1, 2, 3];

/** How many places of a group enter with the next scan; all that are left unless told. */
export function PlacesChoice({
  places,
  onChange,
}: {
  places: number | undefined;
  onChange: (places?: number) => void;
}) {
  const w = useWords(gateWords).desk;
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{w.places}</legend>
      <div className="flex gap-2">
        {CHOICES.map((choice) => (
          <label
            key={choice ?? 'all'}
            className="flex min-h-18 grow cursor-pointer items-center justify-center gap-3 rounded-card border-2 border-line bg-paper px-3 text-20 font-semibold has-checked:border-cobalt has-checked:bg-cobalt-tint"
          >
            <input
              type="radio"
              name="places"
              checked={places === choice}
              onChange={() => onChange(choice)}
              className="size-5 accent-cobalt"
            />
            {choice ?? w.allPlaces}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
