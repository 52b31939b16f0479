import type { ReactNode } from 'react';

interface RadioCardProps {
  /** Of the group. */
  name: string;
  value: string;
  checked: boolean;
  disabled: boolean;
  onChoose: (value: string) => void;
  /** Words of the choice, inline elements only. */
  children: ReactNode;
}

/** One of several choices, as a box with the browser's own radio button in it. */
export function RadioCard({ name, value, checked, disabled, onChoose, children }: RadioCardProps) {
  return (
    <label
      className={`flex min-h-12 items-start gap-3 rounded-field border px-4 py-3 ${
        checked ? 'border-cobalt bg-cobalt-tint inset-ring inset-ring-cobalt' : 'border-field bg-paper'
      } ${disabled ? 'border-line' : 'cursor-pointer hover:border-cobalt'}`}
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        onChange={() => onChoose(value)}
        className="mt-1 size-5 shrink-0 accent-cobalt"
      />
      {children}
    </label>
  );
}
