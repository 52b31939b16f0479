import type { ReactNode } from 'react';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { ButtonLink } from './button-link.tsx';
import { StateMessage } from './states.tsx';

/** The page exists but not for this account. Leads home unless told otherwise. */
export function ForbiddenState({ actions }: { actions?: ReactNode }) {
  const w = useWords(commonWords);
  const home = (
    <ButtonLink to="/" variant="secondary">
      {w.actions.goHome}
    </ButtonLink>
  );
  return (
    <StateMessage icon="ban" title={w.states.forbiddenTitle} actions={actions ?? home}>
      {w.states.forbiddenText}
    </StateMessage>
  );
}
