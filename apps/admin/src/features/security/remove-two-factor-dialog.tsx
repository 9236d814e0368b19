import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { CODE_LENGTH_MAX } from '@latchkey/vocabulary';
import { showFieldErrors } from '../../shared/api/field-errors';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { removeTwoFactor } from './two-factor';

interface RemoveTwoFactorDialogProps {
  finalFocus: FinalFocus;
  onRemoved: () => void;
  onClose: () => void;
}

export function RemoveTwoFactorDialog({ finalFocus, onRemoved, onClose }: RemoveTwoFactorDialogProps) {
  const announce = useAnnounce();
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, resetField, formState } = useForm({ defaultValues: { code: '' } });
  const { errors, isSubmitting } = formState;

  const remove = async ({ code }: { code: string }) => {
    setFailure(null);
    try {
      await removeTwoFactor(code.trim());
      onRemoved();
      announce('The second factor is off.');
      onClose();
    } catch (error) {
      resetField('code');
      if (!showFieldErrors(error, { code: 'code' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="Turn off the second factor?"
      description="From then on the password alone signs you in, and your recovery codes are void."
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(remove)(event)} aria-label="Second factor">
        {failure !== null && <ErrorNotice error={failure} title="The second factor is still on." />}
        <TextField
          label="Code"
          hint="Of your authenticator app, or one of your recovery codes. A code works once: wait for the next if you have just used it."
          autoComplete="one-time-code"
          maxLength={CODE_LENGTH_MAX}
          required
          error={errors.code?.message}
          {...register('code', { required: 'Enter a code.' })}
        />
        <FormActions>
          <Button onClick={onClose}>Keep it on</Button>
          <Button type="submit" tone="danger" busy={isSubmitting}>
            {isSubmitting ? 'Turning off…' : 'Turn off'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
