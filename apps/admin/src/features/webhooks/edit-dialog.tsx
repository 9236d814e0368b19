import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { WebhookView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { updateWebhook } from './change-webhook';
import { WebhookFields } from './webhook-fields';
import { updateRequestOf, valuesOf, type WebhookValues } from './webhook-values';

interface EditDialogProps {
  webhook: WebhookView;
  finalFocus: FinalFocus;
  onChanged: (webhook: WebhookView) => void;
  onClose: () => void;
}

export function EditDialog({ webhook, finalFocus, onChanged, onClose }: EditDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const form = useForm<WebhookValues>({ defaultValues: valuesOf(webhook) });
  const { isSubmitting } = form.formState;

  const save = async (values: WebhookValues) => {
    setFailure(null);
    try {
      onChanged(await updateWebhook(webhook, updateRequestOf(values, webhook)));
      onClose();
    } catch (error) {
      const fields = { url: 'url', description: 'description', eventTypes: 'choice' } as const;
      if (!showFieldErrors(error, fields, form.setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="Edit endpoint"
      description="Its signing secret stays. What waits to be sent goes to the address that stands here when its time comes."
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <Form onSubmit={(event) => void form.handleSubmit(save)(event)} aria-label="Endpoint">
        {failure !== null && <ErrorNotice error={failure} title="The endpoint was not changed." />}
        <WebhookFields form={form} withoutAddress={webhook.url === null} />
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Saving…' : 'Save'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
