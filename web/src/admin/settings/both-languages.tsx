import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { shopSettingsWords } from '../../words/shop-settings.ts';

/** A text in French and English. */
export interface InBoth {
  fr: string;
  en: string;
}

const maxLength = 300;

/** The fields of a text that pages show in both languages. */
export function BothLanguages({
  text,
  onChange,
  tried,
}: {
  text: InBoth;
  onChange: (text: InBoth) => void;
  tried: boolean;
}) {
  const w = useWords(shopSettingsWords).announcement;
  const missing = (one: string) => (tried && one.trim() === '' ? w.missing : undefined);
  return (
    <>
      <TextField
        label={w.french}
        lang="fr"
        value={text.fr}
        maxLength={maxLength}
        error={missing(text.fr)}
        onChange={(event) => onChange({ ...text, fr: event.target.value })}
      />
      <TextField
        label={w.english}
        lang="en"
        value={text.en}
        maxLength={maxLength}
        error={missing(text.en)}
        onChange={(event) => onChange({ ...text, en: event.target.value })}
      />
    </>
  );
}

/** Both are written. */
export function isWhole({ fr, en }: InBoth): boolean {
  return fr.trim() !== '' && en.trim() !== '';
}
