import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { logIn, logOut } from '../../api/login.ts';
import { SecondStep } from '../../shell/second-step.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { StateMessage } from '../../ui/states.tsx';
import { PasswordField, TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';

/** A controller's login at the start of a shift. */
export function ControllerLogin() {
  const words = useWords(gateWords);
  const w = words.login;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const send = useMutation({ mutationFn: () => logIn({ email: email.trim(), password }) });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const missing = email.trim() === '' || password === '';
    setIncomplete(missing);
    if (!missing && !send.isPending) send.mutate();
  };
  if (send.data) {
    return (
      <>
        <PageHeading title={words.title} lead={w.lead} />
        <div className="max-w-md">
          <SecondStep waiting={send.data} onBack={() => send.reset()} />
        </div>
      </>
    );
  }
  const failure = incomplete ? w.missing : send.error instanceof ApiError ? send.error.detail : undefined;
  return (
    <>
      <PageHeading title={words.title} lead={w.lead} />
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
