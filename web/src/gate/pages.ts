/** Every page of the area: the one lazy bundle that its routes load. */
export { ControlPage } from './pages/control-page.tsx';
export { GateShell } from './gate-shell.tsx';
export { EnrolPage } from './pages/enrol-page.tsx';
