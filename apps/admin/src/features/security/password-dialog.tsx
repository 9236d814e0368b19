import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { useCurrentUser } from '../../shared/api/current-user';
import { showFieldErrors } from '../../shared/api/field-errors';
import { Button } from '../../shared/ui/button';
import { FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import { SESSIONS } from './sessions';

interface PasswordValues {
  currentPassword: string;
  newPassword: string;
}

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const email = useCurrentUser().data?.user.email;
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState } = useForm<PasswordValues>();
  const { errors, isSubmitting } = formState;

  const change = async (body: PasswordValues) => {
    setFailure(null);
    try {
      await answered(api.POST('/v1/auth/password', { body }));
      void queryClient.invalidateQueries({ queryKey: SESSIONS });
      announce('Your password is changed. Your other sessions are over.');
      onClose();
    } catch (error) {
      const fields = { currentPassword: 'currentPassword', newPassword: 'newPassword' } as const;
      if (!showFieldErrors(error, fields, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="Change your password"
      description="All of your other sessions end with it. A second factor stays as it is."
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(change)(event)} aria-label="Password">
        {failure !== null && <ErrorNotice error={failure} title="Your password was not changed." />}
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          maxLength={PASSWORD_LENGTH_MAX}
          required
          error={errors.currentPassword?.message}
          {...register('currentPassword', { required: 'Enter the password that you have now.' })}
        />
        <TextField
          label="New password"
          hint={`${PASSWORD_LENGTH_MIN} characters or more. A few words in a row do well.`}
          type="password"
          autoComplete="new-password"
          maxLength={PASSWORD_LENGTH_MAX}
          required
          error={errors.newPassword?.message}
          {...register('newPassword', {
            required: 'Choose a password.',
            minLength: { value: PASSWORD_LENGTH_MIN, message: `Use ${PASSWORD_LENGTH_MIN} characters or more.` },
          })}
        />
        {/* For password managers, which store the new one with it. */}
        <VisuallyHidden>
          <input type="email" autoComplete="username" value={email ?? ''} readOnly tabIndex={-1} aria-hidden />
        </VisuallyHidden>
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Changing…' : 'Change password'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
