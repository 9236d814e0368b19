import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { KeyView } from '../../shared/api/model';
import { LABEL_LENGTH_MAX } from '@latchkey/vocabulary';
import { showFieldErrors } from '../../shared/api/field-errors';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { updateKey } from './change-key';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';

interface RenameDialogProps {
  apiKey: KeyView;
  finalFocus: FinalFocus;
  onChanged: (key: KeyView) => void;
  onClose: () => void;
}

export function RenameDialog({ apiKey, finalFocus, onChanged, onClose }: RenameDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState } = useForm({ defaultValues: { label: apiKey.label } });

  const rename = async ({ label }: { label: string }) => {
    setFailure(null);
    try {
      onChanged(await updateKey(apiKey, { label: label.trim() }));
      onClose();
    } catch (error) {
      if (!showFieldErrors(error, { label: 'label' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="Rename key"
      description="Only its label changes. Programs that use it notice nothing."
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(rename)(event)} aria-label="Rename">
        {failure !== null && <ErrorNotice error={failure} title="The key was not renamed." />}
        <TextField
          label="Label"
          maxLength={LABEL_LENGTH_MAX}
          autoComplete="off"
          required
          error={formState.errors.label?.message}
          {...register('label', {
            validate: {
              visible: (text) => text.trim() !== '' || 'Give the key a label.',
              secret: refuseWholeKey,
            },
          })}
        />
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={formState.isSubmitting}>
            {formState.isSubmitting ? 'Saving…' : 'Save'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
