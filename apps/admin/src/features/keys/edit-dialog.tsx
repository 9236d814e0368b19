import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import type { KeyView } from '../../shared/api/model';
import { showFieldErrors } from '../../shared/api/field-errors';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { updateKey } from './change-key';
import { KeyIdentity } from './key-identity';
import { withEntriesNamed } from './named-entries';
import { RESTRICTION_FIELDS, RestrictionFields } from './restriction-fields';
import { changesBetween, rangesOf, type RestrictionValues, valuesOf } from './restrictions';

interface EditDialogProps {
  apiKey: KeyView;
  finalFocus: FinalFocus;
  onChanged: (key: KeyView) => void;
  onClose: () => void;
}

export function EditDialog({ apiKey, finalFocus, onChanged, onClose }: EditDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const [before] = useState(() => valuesOf(apiKey));
  const form = useForm<RestrictionValues>({ defaultValues: before });
  const { handleSubmit, setError, formState } = form;

  const save = async (values: RestrictionValues) => {
    setFailure(null);
    try {
      const changes = changesBetween(before, values);
      if (Object.keys(changes).length > 0) onChanged(await updateKey(apiKey, changes));
      onClose();
    } catch (refusal) {
      const error = withEntriesNamed(refusal, rangesOf(values.ranges));
      if (!showFieldErrors(error, RESTRICTION_FIELDS, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="Edit restrictions"
      description="In force for the next request of this key. What it may do and when it expires cannot be changed: generate another key for that."
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <KeyIdentity apiKey={apiKey} />
      <FormProvider {...form}>
        <Form onSubmit={(event) => void handleSubmit(save)(event)} aria-label="Restrictions">
          {failure !== null && <ErrorNotice error={failure} title="The key was not changed." />}
          <RestrictionFields workspaceId={apiKey.workspaceId} />
          <FormActions>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" tone="primary" busy={formState.isSubmitting}>
              {formState.isSubmitting ? 'Saving…' : 'Save'}
            </Button>
          </FormActions>
        </Form>
      </FormProvider>
    </FormDialog>
  );
}
