import { type RefObject, useEffect, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link, useLocation, useNavigate } from 'react-router';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { failureOf, isProblem } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import { takeToken } from '../../shared/api/take-token';
import { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form } from '../../shared/ui/form-layout';
import { FrontPage } from '../../shared/ui/front-page';
import { Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';

export function Component() {
  const [isDone, setDone] = useState(false);
  return (
    <FrontPage title="Choose a new password">
      {isDone ? (
        <Notice tone="success" title="Your password is changed.">
          <p>
            You are signed out everywhere. <Link to="/login">Sign in</Link> with the new one.
          </p>
        </Notice>
      ) : (
        <Panel>
          <NewPasswordForm onDone={() => setDone(true)} />
        </Panel>
      )}
    </FrontPage>
  );
}

interface NewPasswordValues {
  newPassword: string;
}

function NewPasswordForm({ onDone }: { onDone: () => void }) {
  const tokenRef = useResetToken();
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, formState, setError } = useForm<NewPasswordValues>();

  const finish = async ({ newPassword }: NewPasswordValues) => {
    setFailure(null);
    try {
      await answered(
        api.POST('/v1/auth/password-reset/finish', { body: { token: tokenRef.current?.read() ?? '', newPassword } }),
      );
      tokenRef.current?.forget();
      onDone();
    } catch (error) {
      if (!showFieldErrors(error, { newPassword: 'newPassword' }, setError)) setFailure(error);
    }
  };

  return (
    <Form onSubmit={(event) => void handleSubmit(finish)(event)} aria-label="Choose a new password">
      {failure !== null && (
        <ErrorNotice
          error={failure}
          title={isLinkVoid(failure) ? 'The link is not valid any more.' : 'Your password was not changed.'}
        />
      )}
      <TextField
        label="New password"
        hint={`${PASSWORD_LENGTH_MIN} characters or more. A few words in a row do well.`}
        type="password"
        autoComplete="new-password"
        maxLength={PASSWORD_LENGTH_MAX}
        required
        error={formState.errors.newPassword?.message}
        {...register('newPassword', {
          required: 'Choose a password.',
          minLength: { value: PASSWORD_LENGTH_MIN, message: `Use ${PASSWORD_LENGTH_MIN} characters or more.` },
        })}
      />
      <Button type="submit" tone="primary" wide busy={formState.isSubmitting}>
        {formState.isSubmitting ? 'Changing…' : 'Change password'}
      </Button>
    </Form>
  );
}

/** Used, over, or an address without a token. */
const isLinkVoid = (error: unknown): boolean =>
  isProblem(error, 'reset_token_invalid') || failureOf(error).fields.some(({ field }) => field === 'token');

/** The link may also be opened while this screen is shown; then only the fragment changes. */
function useResetToken(): RefObject<OneTimeSecret | null> {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const tokenRef = useRef<OneTimeSecret | null>(null);
  useEffect(() => {
    const found = takeToken();
    if (found === null) return;
    tokenRef.current = new OneTimeSecret(found);
    // The router has read the address as well, and is to forget it.
    void navigate(pathname, { replace: true });
  }, [hash, navigate, pathname]);
  return tokenRef;
}
