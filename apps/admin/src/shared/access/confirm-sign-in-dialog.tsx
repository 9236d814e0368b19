import { CODE_LENGTH_MAX, PASSWORD_LENGTH_MAX } from '@latchkey/vocabulary';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { answered } from '../api/answered';
import { api } from '../api/client';
import { currentUserQuery, useCurrentUser } from '../api/current-user';
import { showFieldErrors } from '../api/field-errors';
import { Button } from '../ui/button';
import { FormDialog } from '../ui/dialog';
import { ErrorNotice } from '../ui/error-notice';
import { TextField } from '../ui/field';
import { Form, FormActions } from '../ui/form-layout';

interface ConfirmValues {
  password: string;
  code: string;
}

interface ConfirmSignInDialogProps {
  onConfirmed: () => void;
  onClose: () => void;
}

export function ConfirmSignInDialog({ onConfirmed, onClose }: ConfirmSignInDialogProps) {
  const queryClient = useQueryClient();
  const asksForCode = useCurrentUser().data?.twoFactor ?? false;
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, formState, setError, reset } = useForm<ConfirmValues>();

  const confirm = async ({ password, code }: ConfirmValues) => {
    setFailure(null);
    try {
      const body = { password, ...(asksForCode && { code }) };
      const me = await answered(api.POST('/v1/auth/confirm', { body }));
      queryClient.setQueryData(currentUserQuery.queryKey, me);
      onConfirmed();
    } catch (error) {
      reset();
      if (!showFieldErrors(error, { password: 'password', code: 'code' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="Confirm that it is you"
      description="Your sign-in was a while ago, and this reaches far."
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(confirm)(event)} aria-label="Confirm that it is you">
        {failure !== null && <ErrorNotice error={failure} title="That was not accepted." />}
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
            maxLength={CODE_LENGTH_MAX}
            required
            error={formState.errors.code?.message}
            {...register('code', { required: 'Enter a code.' })}
          />
        )}
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={formState.isSubmitting}>
            {formState.isSubmitting ? 'Confirming…' : 'Confirm'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
