import type { SessionList } from '@og-tickets/contract/catalog.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import type { OpenList } from './search-suggestions.tsx';

// Loaded with the first words typed. Without them the field is a field.
const Suggestions = lazy(() =>
  import('./search-suggestions.tsx').then(
    (module) => ({ default: module.Suggestions }),
    () => ({ default: () => null }),
  ),
);

/** A pause in typing this long asks the server. */
const PAUSE_MS = 300;

interface SearchTextProps {
  /** The text that now filters. */
  value: string;
  /** Called after a pause in typing, with the text trimmed. The form's own submit may read `q` at once. */
  onSearch: (text: string) => void;
  /** Makes the field a combobox that proposes what the words may mean: what came of the latest search. */
  suggested?: SessionList | undefined;
  suggesting?: boolean;
}

/** Free search in sport, title and venue. What is typed is never overtaken by the address it leads to. */
export function SearchText({ value, onSearch, suggested, suggesting = false }: SearchTextProps) {
  const w = useWords(shopWords).filters;
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  const [seen, setSeen] = useState(value);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const [open, setOpen] = useState<OpenList>();
  useEffect(() => () => clearTimeout(pause.current), []);
  // Another text came from elsewhere: a chip was removed, or the visitor went back.
  if (value !== seen) {
    setSeen(value);
    if (value !== asked) {
      setText(value);
      setAsked(value);
    }
  }
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => {
      setAsked(typed.trim());
      onSearch(typed.trim());
    }, PAUSE_MS);
  };
  useEffect(() => {
    // Typed into what the server drew, before this page was alive.
    const typed = box.current?.querySelector('input')?.value ?? '';
    if (typed !== value) type(typed);
    // Once, when the page comes alive.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div ref={box}>
      <TextField
        {...(suggesting ? comboboxOf(open) : {})}
        ref={setField}
        label={w.text}
        type="search"
        name="q"
        enterKeyHint="search"
        autoComplete="off"
        maxLength={limits.searchMaxCharacters}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {suggesting && field && value ? (
        <Suspense>
          <Suggestions input={field} typed={value} list={suggested} onOpen={setOpen} />
        </Suspense>
      ) : null}
    </div>
  );
}

function comboboxOf(open: OpenList | undefined) {
  return {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': open !== undefined,
    'aria-controls': open?.listId,
    'aria-activedescendant': open?.activeId,
  } as const;
}
