import { termsVersion } from '@og-tickets/contract/terms.ts';
import { useWords } from '../../words/book.ts';
import { localeOf, useLanguage } from '../../words/language.ts';
import { termsWords } from '../../words/terms.ts';

/** The terms of sale with their version. `level` is that of the section headings. */
export function TermsText({ level }: { level: 2 | 3 }) {
  const w = useWords(termsWords);
  const language = useLanguage();
  const Heading = `h${level}` as const;
  const date = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <div className="flex max-w-read flex-col gap-6">
      <p className="text-muted">{w.version(date.format(new Date(termsVersion)))}</p>
      {w.sections.map((section) => (
        <section key={section.title} className="flex flex-col gap-2">
          <Heading className="heading text-20">{section.title}</Heading>
          {section.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
    </div>
  );
}
