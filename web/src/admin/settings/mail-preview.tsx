import type { previewMail } from '@og-tickets/contract/mail-texts.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { useState } from 'react';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/book.ts';
import { mailTextsWords } from '../../words/mail-texts.ts';

const languages = ['fr', 'en'] as const;

type PreviewedMail = ReplyBodyOf<typeof previewMail>;

interface Props {
  /** What the server has made of the words. */
  mail: PreviewedMail | undefined;
  /** The language that was asked for last. */
  language: 'fr' | 'en' | undefined;
  loading: boolean;
  error: Error | null;
}

/** A mail with the words of the form, as it would arrive: laid out or as text. Its buttons send the form that they stand in. */
export function MailPreview({ mail, language, loading, error }: Props) {
  const w = useWords(mailTextsWords);
  const [asText, setAsText] = useState(false);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-3">
        {languages.map((locale) => (
          <Button
            key={locale}
            variant="secondary"
            icon="eye"
            type="submit"
            name="preview"
            value={locale}
            loading={loading && language === locale}
          >
            {w.previewIn[locale]}
          </Button>
        ))}
      </div>
      {error ? <FormFailure error={error} /> : null}
      {mail ? (
        <section aria-label={w.preview} lang={language} className="flex flex-col gap-3">
          <p>
            <span className="text-muted">{w.subject} · </span>
            <b>{mail.subject}</b>
          </p>
          {asText ? (
            <pre className="max-h-96 overflow-auto rounded-field border border-line bg-page p-4 text-16 whitespace-pre-wrap">
              {mail.text}
            </pre>
          ) : (
            <LaidOut html={mail.html} title={mail.subject} />
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Button variant="quiet" onClick={() => setAsText(!asText)}>
              {asText ? w.asHtml : w.asText}
            </Button>
            <p className="text-muted">{w.sample}</p>
          </div>
        </section>
      ) : null}
    </div>
  );
}

/** Markup of a mail in a frame that runs nothing. The pages' policy lets no style attribute in: styles are set by script. */
function LaidOut({ html, title }: { html: string; title: string }) {
  const show = (frame: HTMLIFrameElement | null) => {
    const inside = frame?.contentDocument;
    if (!inside) return;
    const mail = new DOMParser().parseFromString(html.replaceAll(' style="', ' data-style="'), 'text/html');
    inside.documentElement.lang = mail.documentElement.lang;
    inside.title = mail.title;
    inside.body.replaceWith(inside.adoptNode(mail.body));
    for (const element of inside.querySelectorAll<HTMLElement>('[data-style]')) {
      element.style.cssText = element.dataset['style'] ?? '';
    }
  };
  return (
    <iframe
      key={html}
      ref={show}
      title={title}
      sandbox="allow-same-origin"
      className="h-96 w-full rounded-field border border-line bg-[#ffffff]"
    />
  );
}
