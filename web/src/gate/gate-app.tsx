import { PageFrame } from '../shell/page-frame.tsx';
import { useStepFocus } from '../ui/heading-focus.ts';
import { PageHeading } from '../ui/page-heading.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { gateWords } from '../words/gate.ts';
import { GateLink, type GatePath, usePath } from './address.tsx';
import { FaultBoundary } from './fault-boundary.tsx';
import { GateShell } from './gate-shell.tsx';
import { ControlPage } from './pages/control-page.tsx';
import { EnrolPage } from './pages/enrol-page.tsx';

const pages: Record<GatePath, () => React.JSX.Element> = {
  '/controle': ControlPage,
  '/controle/enroler': EnrolPage,
};

/** The pages of the gate by their addresses: two, so that no router is needed. */
export function GateApp() {
  const path = usePath();
  useStepFocus(path);
  const Page = isPage(path) ? pages[path] : NoPage;
  return (
    <PageFrame>
      <GateShell>
        <FaultBoundary key={path}>
          <Page />
        </FaultBoundary>
      </GateShell>
    </PageFrame>
  );
}

function isPage(path: string): path is GatePath {
  return path in pages;
}

/** An address of the gate that leads nowhere. */
function NoPage() {
  const { states } = useWords(commonWords);
  const w = useWords(gateWords);
  return (
    <>
      <PageHeading title={states.notFoundTitle} lead={states.notFoundText} />
      <div>
        <GateLink to="/controle">{w.title}</GateLink>
      </div>
    </>
  );
}
