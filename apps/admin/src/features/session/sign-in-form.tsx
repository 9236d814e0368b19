import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { CODE_LENGTH_MAX, EMAIL_LENGTH_MAX, PASSWORD_LENGTH_MAX } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { currentUserOf, currentUserQuery } from '../../shared/api/current-user';
import { isProblem } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { CurrentUser } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { TextField } from '../../shared/ui/field';
import { Form } from '../../shared/ui/form-layout';
import { SignInError } from './sign-in-error';

interface SignInValues {
  email: string;
  password: string;
  code: string;
}

interface SignInFormProps {
  /** Whose account it has to be; left out: anybody's. */
  email?: string;
  submit?: { label: string; busy: string };
  onSignedIn: (current: CurrentUser) => Promise<void> | void;
}

const SIGN_IN = { label: 'Sign in', busy: 'Signing in…' };

export function SignInForm({ email: fixedEmail, submit = SIGN_IN, onSignedIn }: SignInFormProps) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const [asksForCode, setAsksForCode] = useState(false);
  const { register, handleSubmit, formState, resetField, setError, setFocus } = useForm<SignInValues>({
    defaultValues: { email: fixedEmail ?? '' },
  });

  const signIn = async ({ email, password, code }: SignInValues) => {
    setFailure(null);
    try {
      const signedIn = await answered(
        api.POST('/v1/auth/login', { body: { email, password, ...(asksForCode && { code }) } }),
      );
      const current = currentUserOf(signedIn);
      // Whatever was loaded belonged to somebody else's session.
      queryClient.clear();
      queryClient.setQueryData(currentUserQuery.queryKey, current);
      await onSignedIn(current);
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
        readOnly={fixedEmail !== undefined}
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
        {formState.isSubmitting ? submit.busy : submit.label}
      </Button>
    </Form>
  );
}
