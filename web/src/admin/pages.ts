/** Every page of the area: the one lazy bundle that its routes load. */
export { AdminShell } from './admin-shell.tsx';
export { InvariantsPage } from './pages/invariants-page.tsx';
export { JournalPage } from './pages/journal-page.tsx';
export { OverviewPage } from './pages/overview-page.tsx';
