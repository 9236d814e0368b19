import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useLocation } from 'react-router';
import { EMAIL_LENGTH_MAX, NAME_LENGTH_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { currentUserQuery } from '../../shared/api/current-user';
import { isProblem } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import { setupStatusQuery } from '../../shared/api/setup-status';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';
import { forgetSetupToken, setupToken, takeSetupToken } from './setup-token';

interface AccountValues {
  name: string;
  email: string;
  password: string;
}

const FIELDS = { name: 'name', email: 'email', password: 'password' } as const;

export function AccountStep() {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const token = useSetupToken();
  const { register, handleSubmit, formState, setError } = useForm<AccountValues>();

  const create = async ({ name, email, password }: AccountValues) => {
    setFailure(null);
    try {
      const body = { token: token ?? '', email, password, ...(name.trim() !== '' && { name }) };
      const { user, expiresAt, confirmedAt, twoFactor, memberships, address } = await answered(
        api.POST('/v1/setup', { body }),
      );
      forgetSetupToken();
      queryClient.setQueryData(currentUserQuery.queryKey, {
        user,
        expiresAt,
        confirmedAt,
        twoFactor,
        memberships,
        address,
      });
      queryClient.setQueryData(setupStatusQuery.queryKey, { needed: false });
    } catch (error) {
      // Somebody else was quicker, or an answer got lost: what is left shows itself.
      if (isProblem(error, 'setup_done')) await queryClient.invalidateQueries({ queryKey: setupStatusQuery.queryKey });
      else if (!showFieldErrors(error, FIELDS, setError)) setFailure(error);
    }
  };

  return (
    <Panel heading="Your account">
      <Form onSubmit={(event) => void handleSubmit(create)(event)} aria-label="Your account">
        {token === null && <MissingToken />}
        {failure !== null && (
          <ErrorNotice
            error={failure}
            title={
              isProblem(failure, 'setup_token_invalid') ? 'The link is not valid any more.' : 'No account was created.'
            }
          />
        )}
        <TextField
          label="Your name"
          optional
          autoComplete="name"
          maxLength={NAME_LENGTH_MAX}
          error={formState.errors.name?.message}
          {...register('name')}
        />
        <TextField
          label="Mail address"
          hint="You sign in with it."
          type="email"
          autoComplete="username"
          maxLength={EMAIL_LENGTH_MAX}
          required
          error={formState.errors.email?.message}
          {...register('email', {
            required: 'Enter your mail address.',
            pattern: { value: /^\S+@\S+\.\S+$/, message: 'A mail address looks like name@example.com.' },
          })}
        />
        <TextField
          label="Password"
          hint={`${PASSWORD_LENGTH_MIN} characters or more. A few words in a row do well.`}
          type="password"
          autoComplete="new-password"
          maxLength={PASSWORD_LENGTH_MAX}
          required
          error={formState.errors.password?.message}
          {...register('password', {
            required: 'Choose a password.',
            minLength: { value: PASSWORD_LENGTH_MIN, message: `Use ${PASSWORD_LENGTH_MIN} characters or more.` },
          })}
        />
        <FormActions>
          <Button type="submit" tone="primary" busy={formState.isSubmitting}>
            {formState.isSubmitting ? 'Creating…' : 'Create account'}
          </Button>
        </FormActions>
      </Form>
    </Panel>
  );
}

/** The link may also be opened while this screen is shown; then only the fragment changes. */
function useSetupToken(): string | null {
  const { hash } = useLocation();
  const [token, setToken] = useState(setupToken);
  useEffect(() => {
    takeSetupToken();
    setToken(setupToken());
  }, [hash]);
  return token;
}

const MissingToken = () => (
  <Notice tone="warning" title="Open the setup link">
    <p>
      This needs the link that the server prints when it starts, ending in <code>/setup#token=…</code>. A reload forgets
      it on purpose: open the link again.
    </p>
  </Notice>
);
