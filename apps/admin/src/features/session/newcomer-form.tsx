import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { NAME_LENGTH_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@latchkey/vocabulary';
import { isProblem } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { CurrentUser, InvitationPreview } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form } from '../../shared/ui/form-layout';
import { Notice } from '../../shared/ui/notice';
import type { useInvitation } from './use-invitation';

interface NewcomerFormProps {
  preview: InvitationPreview;
  who: CurrentUser | null;
  invitation: Pick<ReturnType<typeof useInvitation>, 'join' | 'load' | 'fail'>;
}

interface NewcomerValues {
  name: string;
  password: string;
}

/** For an address without an account: it comes with the invitation. */
export function NewcomerForm({ preview, who, invitation }: NewcomerFormProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, formState, setError } = useForm<NewcomerValues>({
    defaultValues: { name: '', password: '' },
  });
  const { errors, isSubmitting } = formState;

  const create = async ({ name, password }: NewcomerValues) => {
    setFailure(null);
    try {
      await invitation.join({ name: name.trim(), password });
    } catch (error) {
      if (isProblem(error, 'invitation_void')) return invitation.fail(error);
      // The account has come into being meanwhile: by another link, or by an answer that was lost.
      if (isProblem(error, 'conflict') || isProblem(error, 'signed_out')) return invitation.load();
      if (!showFieldErrors(error, { name: 'name', password: 'password' }, setError)) setFailure(error);
    }
  };

  return (
    <Form onSubmit={(event) => void handleSubmit(create)(event)} aria-label="New account">
      {failure !== null && <ErrorNotice error={failure} title="You are not a member yet." />}
      {who !== null && (
        <Notice>
          You are signed in as {who.user.email}. In this browser the new account takes the place of that session.
        </Notice>
      )}
      <TextField label="Mail address" type="email" autoComplete="username" readOnly value={preview.email} />
      <TextField
        label="Your name"
        autoComplete="name"
        maxLength={NAME_LENGTH_MAX}
        required
        error={errors.name?.message}
        {...register('name', {
          validate: (text) => text.trim() !== '' || 'Enter your name: the team knows you by it.',
        })}
      />
      <TextField
        label="Password"
        hint={`${PASSWORD_LENGTH_MIN} characters or more. A few words in a row do well.`}
        type="password"
        autoComplete="new-password"
        maxLength={PASSWORD_LENGTH_MAX}
        required
        error={errors.password?.message}
        {...register('password', {
          required: 'Choose a password.',
          minLength: { value: PASSWORD_LENGTH_MIN, message: `Use ${PASSWORD_LENGTH_MIN} characters or more.` },
        })}
      />
      <Button type="submit" tone="primary" wide busy={isSubmitting}>
        {isSubmitting ? 'Joining…' : 'Create account and join'}
      </Button>
    </Form>
  );
}
