import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { shopQuery } from '../../api/shop-query.ts';
import { ButtonAnchor } from '../../ui/button.tsx';
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

/** How to reach whoever runs the shop: by mail at once, where it has said an address. */
export function ContactPage() {
  return (
    <Notice name="contact">
      <WriteMail />
    </Notice>
  );
}

function WriteMail() {
  const w = useWords(legalWords);
  const { data: shop } = useQuery(shopQuery);
  if (!shop?.contactEmail) return null;
  return (
    <p className="mb-6 print:hidden">
      <ButtonAnchor href={`mailto:${shop.contactEmail}`} icon="mail" className="max-w-full wrap-anywhere">
        {w.writeTo(shop.contactEmail)}
      </ButtonAnchor>
    </p>
  );
}

/** `children` stands between the heading and the text. */
function Notice({ name, children }: { name: keyof LegalTexts; children?: ReactNode }) {
  const w = useWords(legalWords);
  const language = useLanguage();
  const text = useWords(legalTextsBook)[name];
  return (
    <>
      <PageHeading title={text.title} lead={w.updated(longDay(legalTextsDay, language))} />
      {children}
      <LegalBody text={text} />
    </>
  );
}
