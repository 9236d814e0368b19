import { ACCESS_TOKEN_LENGTH_MAX } from '@latchkey/vocabulary';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { DeviceView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { reconnectDevice } from './change-device';

interface ReconnectDialogProps {
  workspaceId: string;
  device: DeviceView;
  finalFocus: FinalFocus;
  onReconnected: (device: DeviceView) => void;
  onClose: () => void;
}

export function ReconnectDialog({ workspaceId, device, finalFocus, onReconnected, onClose }: ReconnectDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState } = useForm({ defaultValues: { accessToken: '' } });
  const { errors, isSubmitting } = formState;

  const reconnect = async ({ accessToken }: { accessToken: string }) => {
    setFailure(null);
    try {
      onReconnected(await reconnectDevice(workspaceId, device, accessToken.trim()));
    } catch (error) {
      if (!showFieldErrors(error, { accessToken: 'accessToken' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title={`Reconnect ${device.name}?`}
      description="It can send again at once. Keys and messages stay as they are."
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(reconnect)(event)} aria-label="Reconnect">
        {failure !== null && <ErrorNotice error={failure} title="The device is not connected." />}
        {!device.sandbox && (
          <TextField
            label="New access token"
            optional
            hint="Only if the one that it has is no longer good. It is checked with Meta, kept sealed, and never shown again."
            type="password"
            autoComplete="off"
            maxLength={ACCESS_TOKEN_LENGTH_MAX}
            error={errors.accessToken?.message}
            {...register('accessToken')}
          />
        )}
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Connecting…' : 'Reconnect'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
