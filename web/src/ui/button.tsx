import type { AnchorHTMLAttributes, ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Icon, type IconName } from './icon.tsx';
import { Spinner } from './spinner.tsx';

/** `primary`: the one main action of a view; `secondary`: others; `quiet`: in text and lists; `danger`: takes away. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Look {
  variant?: ButtonVariant | undefined;
  icon?: IconName | undefined;
  /** Fills the width it is given. */
  wide?: boolean | undefined;
}

const BASE =
  'inline-flex min-h-(--control) select-none items-center justify-center gap-2 rounded-field border-2 py-2 text-center text-17 font-semibold no-underline transition-colors duration-150';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-cobalt px-5 text-on-cobalt hover:bg-cobalt-strong',
  secondary:
    'border-cobalt bg-paper px-5 text-cobalt hover:border-cobalt-strong hover:text-cobalt-strong hover:bg-cobalt-tint',
  quiet: 'border-transparent px-3 text-cobalt hover:bg-cobalt-tint hover:text-cobalt-strong',
  danger: 'border-coral bg-paper px-5 text-coral hover:bg-coral-tint hover:text-coral-strong',
};

function classes(look: Look, more = ''): string {
  return `${BASE} ${VARIANTS[look.variant ?? 'primary']} ${look.wide ? 'w-full' : ''} ${more}`;
}

/** Props of a button: those of the native one and its look. */
export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  Look & {
    /** The action is running: shows it, says it, and ignores further presses without losing the focus. */
    loading?: boolean;
    ref?: Ref<HTMLButtonElement>;
  };

/** A button. `type` is `button` unless told. Prefer saying why over `disabled`. */
export function Button({ variant, icon, wide, loading = false, className, children, onClick, ...native }: ButtonProps) {
  const w = useWords(commonWords);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (loading) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...native}
      onClick={press}
      aria-disabled={loading || native['aria-disabled']}
      className={`${classes({ variant, wide }, className)} disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-progress`}
    >
      {loading ? <Spinner /> : icon ? <Icon name={icon} size={20} /> : null}
      <span>{children}</span>
      {loading ? <span className="sr-only">{w.states.working}</span> : null}
    </button>
  );
}

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> &
  Look & { children?: ReactNode; ref?: Ref<HTMLAnchorElement> };

/** A plain link that looks like a button, for files and other sites. */
export function ButtonAnchor({ variant, icon, wide, className, children, ...native }: AnchorProps) {
  return (
    <a {...native} className={classes({ variant, wide }, className)}>
      {icon ? <Icon name={icon} size={20} /> : null}
      <span>{children}</span>
    </a>
  );
}
