import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { CODE_LENGTH_MAX, EMAIL_LENGTH_MAX, PASSWORD_LENGTH_MAX } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { currentUserQuery } from '../../shared/api/current-user';
import { isProblem } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import { setupStatusQuery } from '../../shared/api/setup-status';
import { Button } from '../../shared/ui/button';
import { TextField } from '../../shared/ui/field';
import { Form } from '../../shared/ui/form-layout';
import { FrontPage } from '../../shared/ui/front-page';
import { Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';

import { returnPathOf } from './return-path';
import { SignInError } from './sign-in-error';

interface SignInValues {
  email: string;
  password: string;
  code: string;
}

/** Why somebody is here who was elsewhere a moment ago. */
export type LoginNote = 'session-lost' | 'signed-out';

const NOTES: Readonly<Record<LoginNote, string>> = {
  'session-lost': 'Your session has ended. Sign in, and you are back where you were.',
  'signed-out': 'You are signed out.',
};

const noteOf = (state: unknown): LoginNote | null => {
  const note = (state as { note?: unknown } | null)?.note;
  return note === 'session-lost' || note === 'signed-out' ? note : null;
};

export function Component() {
  const setup = useQuery(setupStatusQuery);
  const note = noteOf(useLocation().state);
  if (setup.data?.needed) return <Navigate to="/setup" replace />;
  return (
    <FrontPage title="Sign in">
      {note && <Notice tone={note === 'session-lost' ? 'warning' : 'info'}>{NOTES[note]}</Notice>}
      <Panel>
        <SignInForm />
      </Panel>
    </FrontPage>
  );
}

function SignInForm() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [parameters] = useSearchParams();
  const [failure, setFailure] = useState<unknown>(null);
  const [asksForCode, setAsksForCode] = useState(false);
  const { register, handleSubmit, formState, resetField, setError, setFocus } = useForm<SignInValues>();

  const signIn = async ({ email, password, code }: SignInValues) => {
    setFailure(null);
    try {
      const { user, expiresAt, confirmedAt, twoFactor, memberships, address } = await answered(
        api.POST('/v1/auth/login', { body: { email, password, ...(asksForCode && { code }) } }),
      );
      // Whatever was loaded belonged to somebody else's session.
      queryClient.clear();
      queryClient.setQueryData(currentUserQuery.queryKey, {
        user,
        expiresAt,
        confirmedAt,
        twoFactor,
        memberships,
        address,
      });
      await navigate(returnPathOf(parameters.get('returnTo'), window.location.origin), { replace: true });
    } catch (error) {
      if (isProblem(error, 'code_needed')) return setAsksForCode(true);
      if (asksForCode) resetField('code');
      if (showFieldErrors(error, { code: 'code' }, setError)) return;
      setFailure(error);
      resetField('password');
      setFocus('password');
    }
  };

  return (
    <Form onSubmit={(event) => void handleSubmit(signIn)(event)} aria-label="Sign in">
      {failure !== null && <SignInError error={failure} />}
      <TextField
        label="Mail address"
        type="email"
        autoComplete="username"
        maxLength={EMAIL_LENGTH_MAX}
        required
        error={formState.errors.email?.message}
        {...register('email', { required: 'Enter your mail address.' })}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        maxLength={PASSWORD_LENGTH_MAX}
        required
        error={formState.errors.password?.message}
        {...register('password', { required: 'Enter your password.' })}
      />
      {asksForCode && (
        <TextField
          label="Code"
          hint="The six digits of your authenticator app, or one of your recovery codes."
          autoComplete="one-time-code"
          autoFocus
          maxLength={CODE_LENGTH_MAX}
          required
          error={formState.errors.code?.message}
          {...register('code', { required: 'Enter a code.' })}
        />
      )}
      <Button type="submit" tone="primary" wide busy={formState.isSubmitting}>
        {formState.isSubmitting ? 'Signing in…' : 'Sign in'}
      </Button>
    </Form>
  );
}
