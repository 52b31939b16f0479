import { useMutation } from '@tanstack/react-query';
import { lazy, type SubmitEvent, Suspense, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { logIn, logOut } from '../../api/login.ts';
import { LanguageSwitch } from '../../shell/language-switch.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { StateMessage } from '../../ui/states.tsx';
import { PasswordField, TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { scannerWords } from '../../words/scanner.ts';
import { GateLink } from '../address.tsx';

// Loaded once a password was right: a scanner that works without network asks for none.
const SecondStep = lazy(() => import('../../shell/second-step.tsx').then((module) => ({ default: module.SecondStep })));

/**
 * A controller's login at the start of a shift: on the scanner of this name, in a browser that may be enrolled, or, in the
 * desk, once more.
 */
export function ControllerLogin(props: { device?: string; mayEnrol?: boolean; inDesk?: boolean }) {
  const { device, mayEnrol = false, inDesk = false } = props;
  const words = useWords(gateWords);
  const scanner = useWords(scannerWords);
  const w = words.login;
  const heading = inDesk ? null : device === undefined ? (
    <PageHeading title={words.title} lead={w.lead} />
  ) : (
    <PageHeading title={device} lead={scanner.shift.lead} />
  );
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const send = useMutation({ mutationFn: () => logIn({ email: email.trim(), password }) });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const missing = email.trim() === '' || password === '';
    setIncomplete(missing);
    const empty = email.trim() === '' ? 'input[type=email]' : 'input[name=password]';
    if (missing) event.currentTarget.querySelector<HTMLInputElement>(empty)?.focus();
    if (!missing && !send.isPending) send.mutate();
  };
  if (send.data) {
    return (
      <>
        {heading}
        <div className="max-w-md">
          <Suspense>
            <SecondStep waiting={send.data} onBack={() => send.reset()} />
          </Suspense>
        </div>
      </>
    );
  }
  const failure = incomplete ? w.missing : send.error instanceof ApiError ? send.error.detail : undefined;
  return (
    <>
      {heading}
      <form noValidate onSubmit={submit} className="flex max-w-md flex-col gap-5">
        {failure ? (
          <div role="alert">
            <Banner tone="danger">{failure}</Banner>
          </div>
        ) : null}
        <TextField
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          label={w.email}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField
          name="password"
          autoComplete="current-password"
          label={w.password}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" loading={send.isPending} className="min-h-18">
          {w.submit}
        </Button>
        {mayEnrol ? (
          <GateLink to="/controle/enroler" variant="quiet" className="min-h-18">
            {scanner.enrol.open}
          </GateLink>
        ) : null}
        {inDesk ? null : <LanguageSwitch />}
      </form>
    </>
  );
}

/** Somebody is logged in, but not as a controller. */
export function NotAController() {
  const words = useWords(gateWords);
  const leave = useMutation({ mutationFn: logOut });
  return (
    <>
      <PageHeading title={words.title} />
      <StateMessage
        icon="ban"
        title={words.login.wrongRole}
        actions={
          <Button onClick={() => leave.mutate()} loading={leave.isPending}>
            {words.login.otherAccount}
          </Button>
        }
      >
        {words.login.wrongRoleText}
      </StateMessage>
    </>
  );
}
