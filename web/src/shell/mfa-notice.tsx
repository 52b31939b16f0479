import { useLogin } from '../api/login.ts';
import { askForStepUp } from '../api/step-up.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/book.ts';
import { securityWords } from '../words/security.ts';

/** Says to staff what is missing: a second factor, the proof of it, or that a demo goes without. Nothing to others. */
export function MfaNotice() {
  const w = useWords(securityWords);
  const login = useLogin();
  if (login.status !== 'in' || login.user.role === 'customer') return null;
  // A plain link: the gate has no router.
  const link = (
    <a href="/securite" className="link inline-flex min-h-11 items-center">
      {w.open}
    </a>
  );
  if (login.mfa === 'needed') {
    return (
      <Banner tone="warn" title={w.mandatoryTitle} actions={link}>
        {w.mandatoryText}
      </Banner>
    );
  }
  if (login.mfa === 'skipped') {
    return (
      <Banner tone="warn" title={w.skippedTitle} actions={link}>
        {w.skippedText}
      </Banner>
    );
  }
  if (login.mfa !== 'unproved') return null;
  return (
    <Banner
      tone="warn"
      title={w.unprovedTitle}
      actions={<Button onClick={() => void askForStepUp()}>{w.prove}</Button>}
    >
      {w.unprovedText}
    </Banner>
  );
}
