import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { showFieldErrors } from '../../shared/api/field-errors';
import { useBackGuard } from '../../shared/reveal/use-back-guard';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { createWebhook, type IssuedWebhook } from './change-webhook';
import { mayHaveHappened } from '../../shared/api/failure';
import { WebhookFields } from './webhook-fields';
import { createRequestOf, INITIAL_VALUES, type WebhookValues } from './webhook-values';

const MAY_EXIST =
  'An endpoint may have been added whose secret nobody has seen. Look at the list before you try again, and rotate its secret if so.';

interface AddDialogProps {
  workspaceId: string;
  finalFocus: FinalFocus;
  onIssued: (issued: IssuedWebhook) => void;
  onUncertain: () => void;
  onClose: () => void;
}

export function AddDialog({ workspaceId, finalFocus, onIssued, onUncertain, onClose }: AddDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const form = useForm<WebhookValues>({ defaultValues: INITIAL_VALUES });
  const { isSubmitting } = form.formState;
  useBackGuard(isSubmitting);
  // Closed now, the dialog would take along the only chance to see the secret that is being made.
  const close = () => !isSubmitting && onClose();

  const add = async (values: WebhookValues) => {
    setFailure(null);
    try {
      onIssued(await createWebhook(workspaceId, createRequestOf(values)));
    } catch (error) {
      const fields = { url: 'url', description: 'description', eventTypes: 'choice' } as const;
      if (showFieldErrors(error, fields, form.setError)) return;
      setFailure(error);
      if (mayHaveHappened(error)) onUncertain();
    }
  };

  return (
    <FormDialog
      open
      title="Add an endpoint"
      description="You see its signing secret once, right after this."
      finalFocus={finalFocus}
      onClose={close}
    >
      <Form onSubmit={(event) => void form.handleSubmit(add)(event)} aria-label="New endpoint">
        {failure !== null && (
          <ErrorNotice
            error={failure}
            title="You have no new endpoint."
            {...(mayHaveHappened(failure) && { consequence: MAY_EXIST })}
          />
        )}
        <WebhookFields form={form} />
        <FormActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Adding…' : 'Add endpoint'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
