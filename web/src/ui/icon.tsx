/** Own line icons on a 24 px grid, 2 px strokes, round ends. */
const PATHS = {
  alert: 'M12 4 2.5 20h19L12 4zM12 10v4M12 17.2v.1',
  arrowLeft: 'M20 12H4M10 6l-6 6 6 6',
  arrowRight: 'M4 12h16M14 6l6 6-6 6',
  ban: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM6 6l12 12',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  cart: 'M3 4h2.5l2.2 11h10L20 7.500H6.3M9 19.900v.1M16.5 19.900v.1',
  check: 'M4 12.5 9.5 18 20 6.5',
  chevronDown: 'm6 9 6 6 6-6',
  chevronRight: 'm9 6 6 6-6 6',
  clock: 'M12 3.500a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.500V12l3 2',
  copy: 'M9 9h11v11H9zM15 5.500V4H4v11h1.5',
  cross: 'M6 6l12 12M18 6 6 18',
  download: 'M12 4v11M7 10.500l5 5 5-5M4 20h16',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.200a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.600z',
  eyeOff: 'M4 4l16 16M9.5 6C15.5 4.3 21.5 12 21.5 12s-1 1.9-2.9 3.600M15 17.900C8 20.5 2.5 12 2.5 12s1.2-2.3 3.5-4.1',
  filter: 'M4 6h16M7 12h10M10 18h4',
  globe: 'M12 3.500a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.500c5 5 5 12 0 17M12 3.500c-5 5-5 12 0 17',
  info: 'M12 3.500a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.500M12 7.600v.1',
  mail: 'M3 6h18v13H3zM3 7l9 7 9-7',
  minus: 'M5 12h14',
  offline:
    'M3 3l18 18M5 12.500a10 10 0 0 1 4-2.400M2 9a15 15 0 0 1 4-2.600M12 6c4 0 7.5 1.2 10 3M15.5 11c1.3.4 2.5 1 3.5 1.800M8.8 16a5 5 0 0 1 5-.8M12 19.900v.1',
  pin: 'M12 21s-7-6.2-7-11.500a7 7 0 0 1 14 0C19 14.8 12 21 12 21zM12 7.500a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.400z',
  plus: 'M12 5v14M5 12h14',
  podium: 'M9.5 20V7h5v13M9.5 12h-6v8h17v-5h-6',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20.5 20.5',
  ticket: 'M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2M14 11v2M14 16v2',
  trash: 'M4 6.500h16M9 6.500V4h6v2.500M6 6.5 7 20h10l1-13.500M10 10.500v5.500M14 10.500v5.5',
  user: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20.500c1-4.5 4-6 8-6s7 1.5 8 6',
} as const;

/** Name of an icon. */
export type IconName = keyof typeof PATHS;

/** Every icon there is. */
export const iconNames = Object.keys(PATHS).filter((name): name is IconName => name in PATHS);

/** An icon in the colour of the text. Decoration: the words beside it say the same. `size` in px, 24 unless told. */
export function Icon({ name, size = 24, className = '' }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
