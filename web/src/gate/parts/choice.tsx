/** A row of big choices of which one holds. */
export function Choice<T extends string>(props: {
  legend: string;
  name: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}) {
  const { legend, name, options, value, onChange } = props;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold">{legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-18 min-w-max grow basis-0 cursor-pointer items-center justify-center rounded-card border-2 border-line bg-paper px-2 text-center text-18 font-semibold has-checked:border-cobalt has-checked:bg-cobalt-tint has-checked:text-cobalt forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText] has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-cobalt"
          >
            <input
              type="radio"
              name={name}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            <span className="min-w-8">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
