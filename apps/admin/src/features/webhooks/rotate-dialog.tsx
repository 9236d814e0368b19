import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { WebhookView } from '../../shared/api/model';
import { useBackGuard } from '../../shared/reveal/use-back-guard';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { Notice } from '../../shared/ui/notice';
import { type IssuedWebhook, rotateSecret } from './change-webhook';
import { mayHaveHappened } from '../../shared/api/failure';

const HOUR_MS = 3_600_000;
const OVERLAPS = [
  { ms: HOUR_MS, title: 'For 1 hour' },
  { ms: 24 * HOUR_MS, title: 'For 24 hours' },
  { ms: 7 * 24 * HOUR_MS, title: 'For 7 days' },
  { ms: 0, title: 'Not at all: it ends now' },
] as const;

const MAY_BE_ROTATED =
  'The secret may have been rotated, and nobody has seen the new one. Rotate it once more before the former one ends.';

interface RotateDialogProps {
  webhook: WebhookView;
  finalFocus: FinalFocus;
  onIssued: (issued: IssuedWebhook) => void;
  onUncertain: () => void;
  onClose: () => void;
}

export function RotateDialog({ webhook, finalFocus, onIssued, onUncertain, onClose }: RotateDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState, watch } = useForm({
    defaultValues: { overlapMs: String(24 * HOUR_MS) },
  });
  const { isSubmitting } = formState;
  useBackGuard(isSubmitting);
  const close = () => !isSubmitting && onClose();

  const rotate = async ({ overlapMs }: { overlapMs: string }) => {
    setFailure(null);
    try {
      onIssued(await rotateSecret(webhook, Number(overlapMs)));
    } catch (error) {
      if (showFieldErrors(error, { overlapMs: 'overlapMs' }, setError)) return;
      setFailure(error);
      if (mayHaveHappened(error)) onUncertain();
    }
  };

  return (
    <FormDialog
      open
      title="Rotate the signing secret"
      description="While both count, everything is signed with both, so your service can change over without missing an event. You see the new secret once, right after this."
      finalFocus={finalFocus}
      onClose={close}
    >
      <Form onSubmit={(event) => void handleSubmit(rotate)(event)} aria-label="Rotation">
        {failure !== null && (
          <ErrorNotice
            error={failure}
            title="You have no new secret."
            {...(mayHaveHappened(failure) && { consequence: MAY_BE_ROTATED })}
          />
        )}
        {webhook.formerSecretEndsAt !== null && (
          <Notice tone="warning">
            <p>
              No more than two secrets count at a time: the oldest of this endpoint, still signing now, ends at once.
            </p>
          </Notice>
        )}
        <SelectField
          label="The former secret still signs"
          error={formState.errors.overlapMs?.message}
          {...register('overlapMs')}
        >
          {OVERLAPS.map(({ ms, title }) => (
            <option key={ms} value={ms}>
              {title}
            </option>
          ))}
        </SelectField>
        {watch('overlapMs') === '0' && (
          <Notice tone="warning">
            <p>Your service refuses every event from now on, until it has the new secret.</p>
          </Notice>
        )}
        <FormActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Rotating…' : 'Rotate secret'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
