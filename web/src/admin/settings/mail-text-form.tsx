import { type MailText, type MailWords, previewMail } from '@og-tickets/contract/mail-texts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { placeholdersOf, wordsFault } from '@og-tickets/contract/rules/mail-words.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useWords } from '../../words/book.ts';
import { type MailTextsWords } from '../../words/fr/mail-texts.ts';
import { mailTextsWords } from '../../words/mail-texts.ts';
import { MailPreview } from './mail-preview.tsx';
import { isConflict } from './use-settings.ts';

const languages = ['fr', 'en'] as const;
const parts = ['opening', 'closing'] as const;
type Part = (typeof parts)[number];

interface Props {
  text: MailText;
  onSave: (version: number, words: MailWords) => Promise<void>;
  onReset: () => void;
  /** Reads what somebody else has set. */
  onReload: () => Promise<unknown>;
}

/** Opening and closing of one mail in both languages. */
export function MailTextForm({ text, onSave, onReset, onReload }: Props) {
  const w = useWords(mailTextsWords);
  const [words, setWords] = useState<MailWords>(text.words ?? text.usual);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => onSave(text.version, words),
    onSuccess: () => setTried(false),
    onError: (error) => {
      if (isConflict(error)) void onReload();
    },
  });
  const faultOf = (language: 'fr' | 'en', part: Part) => faultIn(w, text.kind, part, words[language][part]);
  const preview = useMutation({
    mutationFn: (locale: 'fr' | 'en') => call(previewMail, { params: { kind: text.kind }, body: { locale, words } }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (!languages.every((language) => parts.every((part) => faultOf(language, part) === undefined))) return;
    const pressed = event.nativeEvent.submitter?.getAttribute('value');
    const wanted = languages.find((language) => language === pressed);
    if (wanted === undefined) save.mutate();
    else preview.mutate(wanted);
  };
  const area = (language: 'fr' | 'en', part: Part) => (
    <TextArea
      label={w[part]}
      lang={language}
      value={words[language][part]}
      maxLength={limits.mailWordsMaxCharacters}
      error={tried ? faultOf(language, part) : undefined}
      {...(part === 'closing' ? { optional: true } : {})}
      onChange={({ target }) => {
        save.reset();
        setWords({ ...words, [language]: { ...words[language], [part]: target.value } });
      }}
    />
  );
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <Placeholders kind={text.kind} />
      {languages.map((language) => (
        <fieldset key={language} className="flex flex-col gap-3">
          <legend className="heading mb-2 text-18">{language === 'fr' ? w.french : w.english}</legend>
          {area(language, 'opening')}
          {area(language, 'closing')}
        </fieldset>
      ))}
      {isConflict(save.error) ? (
        <Banner
          tone="warn"
          actions={
            <Button
              variant="quiet"
              onClick={() => {
                setWords(text.words ?? text.usual);
                save.reset();
              }}
            >
              {w.takeTheirs}
            </Button>
          }
        >
          {w.changedElsewhere} {theirs(text)}
        </Banner>
      ) : save.error ? (
        <FormFailure error={save.error} />
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" loading={save.isPending}>
          {w.save}
        </Button>
        {text.words === null ? null : (
          <Button variant="quiet" onClick={onReset}>
            {w.reset}
          </Button>
        )}
        {save.isSuccess ? <p className="text-leaf">{w.saved}</p> : null}
      </div>
      <MailPreview mail={preview.data} language={preview.variables} loading={preview.isPending} error={preview.error} />
    </form>
  );
}

function theirs({ words, usual }: MailText): string {
  const { fr, en } = words ?? usual;
  return [fr.opening, fr.closing, en.opening, en.closing].filter(Boolean).join(' / ');
}

function faultIn(w: MailTextsWords, kind: MailText['kind'], part: Part, value: string): string | undefined {
  if (part === 'opening' && value.trim() === '') return w.missing;
  const fault = wordsFault(kind, part, value);
  if (fault === null) return undefined;
  return fault.kind === 'unknown' ? w.unknown(fault.text) : w.absent(fault.placeholder);
}

function Placeholders({ kind }: { kind: MailText['kind'] }) {
  const w = useWords(mailTextsWords);
  const { may, must } = placeholdersOf[kind];
  return (
    <div>
      <p>
        {w.fields} <span className="text-muted">{w.lines}</span>
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
        {may.map((name) => (
          <li key={name}>
            <span className="code">{`{${name}}`}</span> {w.placeholders[name]}
            {must.includes(name) ? <span className="text-muted"> ({w.must})</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
