import type { AdminWords } from '../fr/admin.ts';
import { plural } from '../plural.ts';

export const admin = {
  title: 'Back office',
  nav: {
    label: 'Back office',
    menu: 'Menu',
    overview: 'Overview',
    reports: 'Reports',
    sessions: 'Sessions',
    offers: 'Offers',
    places: 'Venues and sports',
    imports: 'CSV import',
    orders: 'Orders',
    gates: 'Gates',
    devices: 'Scanners',
    conflicts: 'Conflicts',
    people: 'People',
    settings: 'Settings',
    journal: 'Journal',
    invariants: 'Promises',
    shop: 'See the shop',
    logout: 'Log out',
  },
  forbidden: 'This part is for the back office only.',
  more: 'Show more',
  none: '—',
  updatedAt: (time: string) => `up to date at ${time}`,
  timeZone: (zone: string) => `Times of this computer (${zone}).`,
  overview: {
    lead: 'What asks for a decision comes first.',
    watch: 'To watch',
    allWell: 'Nothing to report',
    allWellText: (count: number, time: string) =>
      `The ${plural('en', count, 'promise', 'promises')} of the shop held at ${time}.`,
    neverChecked: 'The promises have not been checked yet; they are each minute.',
    broken: (count: number) => plural('en', count, 'promise is broken', 'promises are broken'),
    seeInvariants: 'See the promises',
    lastActions: 'Last actions',
    seeJournal: 'See the journal',
  },
} satisfies AdminWords;
