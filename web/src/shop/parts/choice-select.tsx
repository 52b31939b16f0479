import { Select } from '../../ui/select.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { dayText } from '../../ui/formats.ts';
import { type Choice, choicesOf } from './filter-names.ts';

interface SelectProps {
  label: string;
  /** Words of the choice that does not filter. */
  all: string;
  chosen: string | undefined;
  onChoose: (code?: string) => void;
}

/** One of several sports or venues, each with the number of sessions it gives. `name` is that of the chosen one. */
export function ChoiceSelect(props: SelectProps & { choices: readonly Choice[]; name: string | undefined }) {
  const w = useWords(shopWords).filters;
  const { label, all, chosen, onChoose } = props;
  return (
    <Select label={label} value={chosen ?? ''} onChange={(event) => onChoose(event.currentTarget.value || undefined)}>
      <option value="">{all}</option>
      {choicesOf(props.choices, chosen, props.name).map(({ code, name, count }) => (
        <option key={code} value={code}>
          {w.option(name, count)}
        </option>
      ))}
    </Select>
  );
}

/** A day that has sessions, with their number. */
export function DaySelect({ days, ...props }: SelectProps & { days: readonly { day: string; count: number }[] }) {
  const language = useLanguage();
  const choices = days.map(({ day, count }) => ({ code: day, name: dayText(day, language, 'choice'), count }));
  return <ChoiceSelect {...props} choices={choices} name={props.chosen && dayText(props.chosen, language, 'choice')} />;
}
