import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { EMAIL_LENGTH_MAX } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { showFieldErrors } from '../../shared/api/field-errors';
import { Button } from '../../shared/ui/button';
import { TextField } from '../../shared/ui/field';
import { Form } from '../../shared/ui/form-layout';
import { FrontPage } from '../../shared/ui/front-page';
import { Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';
import { SignInError } from './sign-in-error';

/** What is shown depends on the installation, never on the address. */
export function Component() {
  const [mailsLinks, setMailsLinks] = useState<boolean | null>(null);
  return (
    <FrontPage
      title="Forgotten your password?"
      lead={mailsLinks === null && 'Ask for a link that lets you choose a new one.'}
    >
      {mailsLinks === null ? (
        <Panel>
          <AskForm onAsked={setMailsLinks} />
        </Panel>
      ) : mailsLinks ? (
        <Notice tone="success" title="Look into your mail.">
          <p>
            If there is an account with this address, a link is on its way to it. It works once, within an hour. Nothing
            there? Look for it among the unwanted mail before you ask again.
          </p>
        </Notice>
      ) : (
        <Notice tone="warning" title="This installation mails no links.">
          <p>
            Ask somebody who runs it, an operator: they make a link for you. It works once, within an hour, and nothing
            of your account changes before.
          </p>
        </Notice>
      )}
      <p>
        <Link to="/login">Back to sign-in</Link>
      </p>
    </FrontPage>
  );
}

function AskForm({ onAsked }: { onAsked: (mailsLinks: boolean) => void }) {
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, formState, setError } = useForm({ defaultValues: { email: '' } });

  const ask = async ({ email }: { email: string }) => {
    setFailure(null);
    try {
      const { mailsLinks } = await answered(api.POST('/v1/auth/password-reset', { body: { email: email.trim() } }));
      onAsked(mailsLinks);
    } catch (error) {
      if (!showFieldErrors(error, { email: 'email' }, setError)) setFailure(error);
    }
  };

  return (
    <Form onSubmit={(event) => void handleSubmit(ask)(event)} aria-label="Forgotten password">
      {failure !== null && <SignInError error={failure} title="No link was asked for." />}
      <TextField
        label="Mail address"
        hint="The one that you sign in with."
        type="email"
        autoComplete="username"
        maxLength={EMAIL_LENGTH_MAX}
        required
        error={formState.errors.email?.message}
        {...register('email', {
          required: 'Enter your mail address.',
          pattern: { value: /^\s*\S+@\S+\.\S+\s*$/, message: 'A mail address looks like name@example.com.' },
        })}
      />
      <Button type="submit" tone="primary" wide busy={formState.isSubmitting}>
        {formState.isSubmitting ? 'Asking…' : 'Ask for a link'}
      </Button>
    </Form>
  );
}
