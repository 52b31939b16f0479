/** The legal pages, in the order in which they are listed. */
export const legalPages = [
  { to: '/conditions', word: 'sale' },
  { to: '/conditions-utilisation', word: 'use' },
  { to: '/confidentialite', word: 'privacy' },
  { to: '/cookies', word: 'cookies' },
  { to: '/mentions-legales', word: 'notice' },
  { to: '/accessibilite', word: 'accessibility' },
  { to: '/contact', word: 'contact' },
] as const;
