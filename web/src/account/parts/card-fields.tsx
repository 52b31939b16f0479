import { type ChangeEvent, useLayoutEffect, useRef } from 'react';
import type { FieldFault } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { type CardInput, cardDigits, cardIds, caretAfter, groupDigits, readExpiry } from './card.ts';
import { faultOf } from './form-faults.ts';

interface CardFieldsProps {
  card: CardInput;
  onChange: (change: Partial<CardInput>) => void;
  faults: readonly FieldFault[];
}

/** Number, date and code of a card. Browsers may fill them in, pasting works. */
export function CardFields({ card, onChange, faults }: CardFieldsProps) {
  const w = useWords(buyingWords).payment;
  return (
    <>
      <CardNumberField
        value={card.number}
        onChange={(number) => onChange({ number })}
        error={faultOf(faults, cardIds.cardNumber)}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          id={cardIds.expiry}
          name="expiry"
          label={w.expiry}
          hint={w.expiryHint}
          autoComplete="cc-exp"
          inputMode="numeric"
          maxLength={9}
          value={card.expiry}
          onChange={(event) => onChange({ expiry: event.target.value })}
          // On a keypad without a slash, 0829 is what can be typed.
          onBlur={() => onChange({ expiry: readExpiry(card.expiry) ?? card.expiry })}
          error={faultOf(faults, cardIds.expiry)}
          className="code"
        />
        <TextField
          id={cardIds.cvc}
          name="cvc"
          label={w.cvc}
          hint={w.cvcHint}
          autoComplete="cc-csc"
          inputMode="numeric"
          maxLength={4}
          value={card.cvc}
          onChange={(event) => onChange({ cvc: event.target.value })}
          error={faultOf(faults, cardIds.cvc)}
          className="code"
        />
      </div>
    </>
  );
}

interface CardNumberProps {
  value: string;
  onChange: (grouped: string) => void;
  error: string | undefined;
}

/** Groups the digits while they are typed and keeps the caret between the digits where it was. */
function CardNumberField({ value, onChange, error }: CardNumberProps) {
  const w = useWords(buyingWords).payment;
  const input = useRef<HTMLInputElement>(null);
  const digitsBefore = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (digitsBefore.current === undefined) return;
    const caret = caretAfter(value, digitsBefore.current);
    input.current?.setSelectionRange(caret, caret);
    digitsBefore.current = undefined;
  }, [value]);
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => {
    digitsBefore.current = cardDigits(target.value.slice(0, target.selectionStart ?? undefined)).length;
    onChange(groupDigits(target.value));
  };
  return (
    <TextField
      ref={input}
      id={cardIds.cardNumber}
      name="cardNumber"
      label={w.number}
      autoComplete="cc-number"
      inputMode="numeric"
      value={value}
      onChange={change}
      error={error}
      className="code"
    />
  );
}
