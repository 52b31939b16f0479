import type { SessionList } from '@og-tickets/contract/catalog.ts';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useId, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatDate } from '../../ui/format.tsx';
import { Icon } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { SportIcon } from '../../ui/sport-icon.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import type { SessionSearch } from './session-search.ts';
import { suggestedOf } from './suggested.ts';
import { useLastGood } from './use-last-good.ts';

/** What the field says of the list below it; undefined while there is none. */
export interface OpenList {
  listId: string;
  /** Of the option that Enter takes. */
  activeId?: string | undefined;
}

interface SuggestionsProps {
  input: HTMLInputElement;
  /** The words that are looked for, and what came of it once it has. */
  typed: string;
  list: SessionList | undefined;
  /** Called with every change. */
  onOpen: (open: OpenList | undefined) => void;
}

interface Option {
  id: string;
  group: 'sports' | 'venues' | 'sessions';
  icon: ReactNode;
  name: string;
  note: string;
  choose: () => void;
}

/**
 * Sports, venues and sessions under the field of a search, as the list of a combobox: the focus stays in the field, arrows move
 * through the list, Enter takes, Escape closes (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
export function Suggestions({ input, typed, list: fresh, onOpen }: SuggestionsProps) {
  const w = useWords(shopWords).home.suggestions;
  const listId = useId();
  // Until there is an answer to the next letter, what the last one gave stays.
  const list = useLastGood(fresh);
  const options = useOptions(listId, typed, list);
  const [closedFor, setClosedFor] = useState<string>();
  const [active, setActive] = useState({ at: -1, typed });
  const at = active.typed === typed ? active.at : -1;
  const open = options.length > 0 && closedFor !== typed;
  const current = open ? options[at] : undefined;
  useEffect(() => onOpen(open ? { listId, activeId: current?.id } : undefined), [onOpen, open, listId, current?.id]);
  const news = fresh && w.found(fresh.total, options.length);
  useEffect(() => {
    if (news) announce(news);
  }, [news]);
  useEffect(() => {
    // In braces: browsers begin to return a promise here, which is no clean-up.
    document.getElementById(current?.id ?? '')?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);
  const move = (step: number) => {
    setClosedFor(undefined);
    // One more place than there are options: the field itself.
    const places = options.length + 1;
    setActive({ at: ((at + 1 + step + places) % places) - 1, typed });
  };
  const close = () => {
    setClosedFor(typed);
    setActive({ at: -1, typed });
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || options.length === 0) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape' && open) close();
    else if (event.key === 'Enter' && current) current.choose();
    else return;
    event.preventDefault();
  });
  const onLeave = useEffectEvent(close);
  useEffect(() => {
    const [key, leave] = [(event: KeyboardEvent) => onKey(event), () => onLeave()];
    input.addEventListener('keydown', key);
    input.addEventListener('blur', leave);
    return () => {
      input.removeEventListener('keydown', key);
      input.removeEventListener('blur', leave);
    };
  }, [input]);
  return open ? <Popup input={input} id={listId} options={options} current={current} /> : null;
}

function useOptions(listId: string, typed: string, list: SessionList | undefined): Option[] {
  const w = useWords(shopWords);
  const language = useLanguage();
  const navigate = useNavigate();
  if (list === undefined) return [];
  const { sports, venues, sessions } = suggestedOf(typed, list);
  const find = (search: SessionSearch) => () => void navigate({ to: '/epreuves', search });
  const found = [
    ...sports.map(({ code, name, count }) => ({
      group: 'sports' as const,
      icon: <SportIcon sport={code} size={20} />,
      name,
      note: w.sessions.count(count),
      choose: find({ sport: code }),
    })),
    ...venues.map(({ code, name, count }) => ({
      group: 'venues' as const,
      icon: <Icon name="pin" size={20} />,
      name,
      note: w.sessions.count(count),
      choose: find({ lieu: code }),
    })),
    ...sessions.map(({ code, title, startsAt, timezone, venue }) => ({
      group: 'sessions' as const,
      icon: <Icon name="calendar" size={20} />,
      name: title,
      note: `${formatDate(startsAt, timezone, 'short', language)}, ${venue.name}`,
      choose: () => void navigate({ to: '/epreuves/$code', params: { code } }),
    })),
  ];
  return found.map((option, at) => ({ ...option, id: `${listId}-${at}` }));
}

interface PopupProps {
  input: HTMLInputElement;
  id: string;
  options: readonly Option[];
  current: Option | undefined;
}

/** Beside the form, not in it: the paper of a ticket is cut to its shape, and what lies over it would be cut too. */
function Popup({ input, id, options, current }: PopupProps) {
  const w = useWords(shopWords).home.suggestions;
  const around = input.closest('search') ?? document.body;
  const place = usePlaceUnder(input, around);
  return createPortal(
    <div
      id={id}
      role="listbox"
      aria-label={w.title}
      className="absolute z-20 max-h-96 overflow-y-auto rounded-card border border-field bg-paper py-2 shadow-lift"
      style={place}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
    >
      {(['sports', 'venues', 'sessions'] as const).map((group) => {
        const own = options.filter((option) => option.group === group);
        return own.length === 0 ? null : (
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <p id={`${id}-${group}`} role="presentation" className="px-4 pt-2 pb-1 text-14 font-semibold text-muted">
              {w[group]}
            </p>
            {own.map((option) => (
              <OptionRow key={option.id} option={option} selected={option === current} />
            ))}
          </div>
        );
      })}
    </div>,
    around,
  );
}

/** Focus and keys are the field's, which points here. */
function OptionRow({ option, selected }: { option: Option; selected: boolean }) {
  const { id, icon, name, note, choose } = option;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      onClick={choose}
      className="flex min-h-11 cursor-pointer items-center gap-3 px-4 py-2 hover:bg-cobalt-tint aria-selected:bg-cobalt-tint aria-selected:text-cobalt aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-cobalt"
    >
      {icon}
      <span className="min-w-0 wrap-anywhere">
        <span className="font-semibold">{name}</span> <span className="text-16 text-muted">{note}</span>
      </span>
    </div>
  );
}

/** Where the list lies, in px from the corner of the element around; follows the field when the window changes. */
function usePlaceUnder(input: HTMLInputElement, around: Element) {
  const [place, setPlace] = useState({ top: 0, left: 0, width: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const [field, box] = [input.getBoundingClientRect(), around.getBoundingClientRect()];
      setPlace({ top: field.bottom - box.top + 4, left: field.left - box.left, width: field.width });
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [input, around]);
  return place;
}
