import { PasswordField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { passwordHint } from './password-rules.ts';

interface NewPasswordFieldProps {
  id: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
}

/** Where a new password is chosen: it says how long it should be and how far it is. */
export function NewPasswordField({ id, label, value, onValue, error }: NewPasswordFieldProps) {
  const w = useWords(identityWords).strength;
  return (
    <PasswordField
      id={id}
      name="new-password"
      autoComplete="new-password"
      label={label}
      hint={passwordHint(value, w)}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      error={error}
    />
  );
}
