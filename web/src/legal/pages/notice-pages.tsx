import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { legalWords } from '../../words/legal.ts';
import { legalTextsBook, legalTextsDay } from '../../words/legal-texts.ts';
import type { LegalTexts } from '../../words/fr/legal-texts.ts';
import { LegalBody } from '../legal-body.tsx';
import { longDay } from '../../shell/long-day.ts';

/** What the shop does with data of people. */
export function PrivacyPage() {
  return <Notice name="privacy" />;
}

/** Which cookies there are, and why no banner asks. */
export function CookiesPage() {
  return <Notice name="cookies" />;
}

/** Who publishes and hosts the site. */
export function NoticePage() {
  return <Notice name="notice" />;
}

/** How far everybody can use it. */
export function AccessibilityPage() {
  return <Notice name="accessibility" />;
}

/** How to reach whoever runs the shop. */
export function ContactPage() {
  return <Notice name="contact" />;
}

function Notice({ name }: { name: keyof LegalTexts }) {
  const w = useWords(legalWords);
  const language = useLanguage();
  const text = useWords(legalTextsBook)[name];
  return (
    <>
      <PageHeading title={text.title} lead={w.updated(longDay(legalTextsDay, language))} />
      <LegalBody text={text} />
    </>
  );
}
