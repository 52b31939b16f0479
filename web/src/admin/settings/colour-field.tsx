import { contrast } from '@og-tickets/contract/rules/contrast.ts';
import { useEffect, useRef } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopSettingsWords } from '../../words/shop-settings.ts';
import { colourOf } from './draft.ts';

/** Body text that can be read by all (WCAG 2.2, 1.4.3). */
const readable = 4.5;

interface Props {
  value: string;
  wrong: boolean;
  onChange: (colour: string) => void;
}

/** The shop's colour with white words on it, and how well they can be read. */
export function ColourField({ value, wrong, onChange }: Props) {
  const words = useWords(shopSettingsWords);
  const w = words.identity;
  const language = useLanguage();
  const sample = useRef<HTMLSpanElement>(null);
  const colour = colourOf(value) ?? null;
  useEffect(() => {
    // By script: the pages' policy lets no style attribute in.
    if (sample.current && colour !== null) sample.current.style.backgroundColor = colour;
  }, [colour]);
  const ratio = colour === null ? null : contrast(colour, '#ffffff');
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={words.fields.colour}
        hint={w.colourHint}
        error={wrong ? w.colourWrong : ratio !== null && ratio < readable ? w.contrastLow : undefined}
        value={value}
        maxLength={9}
        className="code"
        onChange={(event) => onChange(event.target.value)}
      />
      {ratio === null ? null : (
        <p className="flex flex-wrap items-center gap-3 text-16">
          <span ref={sample} className="rounded-field px-4 py-2 font-semibold text-[#ffffff]">
            {w.sample}
          </span>
          {w.contrast(ratio.toLocaleString(language, { maximumFractionDigits: 1 }))}{' '}
          {ratio < readable ? w.contrastLow : w.contrastEnough}
        </p>
      )}
    </div>
  );
}
