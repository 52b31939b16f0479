/** Every page of the area: the one lazy bundle that its routes load. */
export { AdminShell } from './admin-shell.tsx';
export { ConflictsPage } from './pages/conflicts-page.tsx';
export { DevicesPage } from './pages/devices-page.tsx';
export { EditSessionPage } from './pages/edit-session-page.tsx';
export { GatesPage } from './pages/gates-page.tsx';
export { ImportPage } from './pages/import-page.tsx';
export { InvariantsPage } from './pages/invariants-page.tsx';
export { JournalPage } from './pages/journal-page.tsx';
export { LiveGatePage } from './pages/live-gate-page.tsx';
export { NewSessionPage } from './pages/new-session-page.tsx';
export { OffersPage } from './pages/offers-page.tsx';
export { OverviewPage } from './pages/overview-page.tsx';
export { ReportsPage } from './pages/reports-page.tsx';
export { PlacesPage } from './pages/places-page.tsx';
export { ScanLogPage } from './pages/scan-log-page.tsx';
export { SessionsPage } from './pages/sessions-page.tsx';
