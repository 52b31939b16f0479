import {
  fillLegalText,
  missingFields,
  type Operator,
  type OperatorReader,
} from '@og-tickets/contract/rules/operator.ts';
import type { LegalText } from '@og-tickets/contract/terms-text/legal-text.ts';
import { useQuery } from '@tanstack/react-query';
import { useLogin } from '../api/login.ts';
import { shopQuery } from '../api/shop-query.ts';
import { useLanguage } from '../words/language.ts';

/** Who runs the shop as its legal texts name it; undefined until the shop has said. */
export function useOperator() {
  const shop = useQuery(shopQuery);
  const login = useLogin();
  if (!shop.data) return { operator: undefined, error: shop.error, retry: () => void shop.refetch() };
  const { legal, contactEmail, isDemo } = shop.data;
  const operator: Operator = { ...legal, email: contactEmail ?? '' };
  const isAdmin = login.status === 'in' && login.user.role === 'admin';
  const reader: OperatorReader = isAdmin ? 'admin' : isDemo ? 'demo' : 'real';
  return { operator: { operator, isDemo, reader, missing: missingFields(operator) } };
}

/** Who runs the shop, and for whom that is written. */
export type KnownOperator = NonNullable<ReturnType<typeof useOperator>['operator']>;

interface LegalSectionsProps {
  text: LegalText;
  operator: KnownOperator;
  /** Of the section headings. */
  level: 2 | 3;
}

/** The numbered sections of a legal text with who runs the shop in their places; `#article-3` is the third. */
export function LegalSections({ text, operator, level }: LegalSectionsProps) {
  const locale = useLanguage();
  const { sections } = fillLegalText(text, { ...operator, locale });
  const Heading = `h${level}` as const;
  return (
    <div className="flex max-w-read flex-col gap-7">
      {sections.map((section, at) => (
        <section key={section.title} aria-labelledby={`article-${at + 1}`} className="flex flex-col gap-2">
          <Heading id={`article-${at + 1}`} tabIndex={-1} className="heading scroll-mt-6 text-20 outline-none">
            {at + 1}. {section.title}
          </Heading>
          {section.paragraphs.map((paragraph) =>
            typeof paragraph === 'string' ? (
              <p key={paragraph} className="wrap-anywhere">
                {paragraph}
              </p>
            ) : (
              <ul key={paragraph.join()} className="flex list-disc flex-col gap-1.5 pl-6">
                {paragraph.map((item) => (
                  <li key={item} className="wrap-anywhere">
                    {item}
                  </li>
                ))}
              </ul>
            ),
          )}
        </section>
      ))}
    </div>
  );
}
