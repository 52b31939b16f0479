import type { Availability } from '@og-tickets/contract/rules/availability.ts';
import type { ReactNode } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Icon, type IconName } from './icon.tsx';

/** What a colour means here; an icon and a word always say the same. */
export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger';

const TONES: Record<Tone, string> = {
  neutral: 'bg-page text-muted inset-ring inset-ring-line',
  info: 'bg-cobalt-tint text-cobalt',
  ok: 'bg-leaf-tint text-leaf',
  warn: 'bg-amber-tint text-amber',
  danger: 'bg-coral-tint text-coral',
};

interface BadgeProps {
  tone?: Tone;
  icon: IconName;
  children: ReactNode;
  /** More than two or three words: it may take a second line where the screen is narrow. */
  long?: boolean;
}

/** A pill: icon and word. */
export function Badge({ tone = 'neutral', icon, children, long = false }: BadgeProps) {
  const wrap = long ? 'max-w-full' : 'whitespace-nowrap';
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-pill px-2.5 py-0.5 text-14 font-semibold ${wrap} ${TONES[tone]}`}
    >
      <Icon name={icon} size={16} />
      {children}
    </span>
  );
}

const AVAILABILITIES: Record<Availability, { tone: Tone; icon: IconName }> = {
  available: { tone: 'ok', icon: 'check' },
  few: { tone: 'danger', icon: 'alert' },
  held: { tone: 'warn', icon: 'cart' },
  sold_out: { tone: 'neutral', icon: 'cross' },
  not_on_sale: { tone: 'info', icon: 'clock' },
  cancelled: { tone: 'neutral', icon: 'ban' },
};

/** Why places can or cannot be had. */
export function AvailabilityPill({ availability }: { availability: Availability }) {
  const w = useWords(commonWords);
  const { tone, icon } = AVAILABILITIES[availability];
  return (
    <Badge tone={tone} icon={icon}>
      {w.availability[availability]}
    </Badge>
  );
}
