import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { chooseLanguage, LANGUAGES, type Language, useLanguage } from '../words/language.ts';

/** Each language in its own words. */
const NAMES: Record<Language, string> = { fr: 'Français', en: 'English' };

/** Changes the language on the spot: the page, its fields and its place stay. */
export function LanguageSwitch() {
  const w = useWords(commonWords);
  const shown = useLanguage();
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">{w.nav.language}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === shown}
          aria-label={`${language.toUpperCase()}, ${NAMES[language]}`}
          onClick={() => chooseLanguage(language)}
          className="min-h-[max(3rem,var(--control))] min-w-11 rounded-field px-2 font-semibold text-muted hover:text-ink aria-pressed:text-cobalt aria-pressed:underline aria-pressed:decoration-2 aria-pressed:underline-offset-8"
        >
          {language.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}
