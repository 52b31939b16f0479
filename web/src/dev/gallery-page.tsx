import { LanguageSwitch } from '../shell/language-switch.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { FormSamples } from './form-samples.tsx';
import { LookSamples } from './look-samples.tsx';
import { StateSamples } from './state-samples.tsx';

const THEMES = ['theme-light', 'theme-dark'] as const;

/** Every component of web/src/ui in every state, in both themes side by side. Its own words are English: no visitor reads them. */
export function GalleryPage() {
  return (
    <main id="contenu" tabIndex={-1} className="px-4 py-8 outline-none sm:px-8">
      <PageHeading
        title="Components"
        lead="What pages are made of. The language switch changes the words of the components."
      />
      <LanguageSwitch />
      <div className="mt-6 grid gap-6 xl:grid-cols-2">
        {THEMES.map((theme) => (
          <section
            key={theme}
            aria-label={theme}
            className={`${theme} flex min-w-0 flex-col gap-10 rounded-card bg-page p-4 text-ink sm:p-6`}
          >
            <LookSamples />
            <FormSamples theme={theme} />
            <StateSamples />
          </section>
        ))}
      </div>
    </main>
  );
}
