import type { ReactNode } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Icon, type IconName } from './icon.tsx';

/** Kind of news. */
export type BannerTone = 'info' | 'ok' | 'warn' | 'danger';

const LOOKS: Record<BannerTone, { box: string; mark: string; icon: IconName }> = {
  info: { box: 'bg-cobalt-tint border-cobalt', mark: 'text-cobalt', icon: 'info' },
  ok: { box: 'bg-leaf-tint border-leaf', mark: 'text-leaf', icon: 'check' },
  warn: { box: 'bg-amber-tint border-amber', mark: 'text-amber', icon: 'alert' },
  danger: { box: 'bg-coral-tint border-coral', mark: 'text-coral', icon: 'alert' },
};

interface BannerProps {
  tone: BannerTone;
  title?: string;
  children?: ReactNode;
  /** Buttons or links: what to do next. */
  actions?: ReactNode;
}

/** News on the page. It stays where it is put; to have it spoken when it appears, `announce` it as well. */
export function Banner({ tone, title, children, actions }: BannerProps) {
  const w = useWords(commonWords);
  const look = LOOKS[tone];
  return (
    <div className={`flex gap-3 rounded-field border-l-4 p-4 text-ink ${look.box}`}>
      <span className={look.mark}>
        <Icon name={look.icon} />
        <span className="sr-only">{w.tones[tone]}</span>
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div>{children}</div> : null}
        {actions ? <div className="mt-2 flex flex-wrap gap-3">{actions}</div> : null}
      </div>
    </div>
  );
}
