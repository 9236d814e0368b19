import { ACCESS_TOKEN_LENGTH_MAX, NAME_LENGTH_MAX } from '@latchkey/vocabulary';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { showFieldErrors } from '../../shared/api/field-errors';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { createDevice, type Linking } from './change-device';
import { type DeviceValues, INITIAL_VALUES, requestOf } from './device-values';

interface LinkDialogProps {
  workspaceId: string;
  /** “3 of 5 devices of the plan are in use.” */
  room: string | null;
  finalFocus: FinalFocus;
  onLinking: (linking: Linking) => void;
  onClose: () => void;
}

export function LinkDialog({ workspaceId, room, finalFocus, onLinking, onClose }: LinkDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState, control } = useForm<DeviceValues>({
    defaultValues: INITIAL_VALUES,
  });
  const { errors, isSubmitting } = formState;
  const kind = useWatch({ control, name: 'kind' });
  const close = () => !isSubmitting && onClose();

  const link = async (values: DeviceValues) => {
    setFailure(null);
    try {
      onLinking(await createDevice(workspaceId, requestOf(values)));
    } catch (error) {
      if (!showFieldErrors(error, FIELDS, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog open title="Link a device" description={room ?? undefined} finalFocus={finalFocus} onClose={close}>
      <Form onSubmit={(event) => void handleSubmit(link)(event)} aria-label="New device">
        {failure !== null && <ErrorNotice error={failure} title="The device was not linked." />}
        <TextField
          label="Name"
          hint="Whose number it is: “Reception”, “Orders”."
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          required
          error={errors.name?.message}
          {...register('name', {
            validate: { visible: (text) => text.trim() !== '' || 'Name the device.', secret: refuseWholeKey },
          })}
        />
        <ChoiceGroup
          legend="Who carries its messages"
          choices={[
            { value: 'pairing', title: 'The sandbox, with a pairing code', explanation: 'Linked as a telephone is.' },
            { value: 'none', title: 'The sandbox, at once', explanation: 'Connected from the start.' },
            {
              value: 'whatsapp_cloud',
              title: 'WhatsApp Cloud',
              explanation: 'Real messages to real telephones, through a number that Meta has given you.',
            },
          ]}
          hint={kind === 'whatsapp_cloud' ? undefined : 'What is sent in the sandbox reaches no telephone.'}
          error={errors.kind?.message}
          registration={register('kind')}
        />
        {kind === 'whatsapp_cloud' && (
          <>
            <TextField
              label="Phone number id"
              hint="Digits, as Meta’s WhatsApp settings show them. It is not the number itself."
              inputMode="numeric"
              autoComplete="off"
              required
              error={errors.whatsAppPhoneNumberId?.message}
              {...register('whatsAppPhoneNumberId', {
                validate: (text) => text.trim() !== '' || 'Say which phone number id this device is.',
              })}
            />
            <TextField
              label="Business account id"
              optional
              inputMode="numeric"
              autoComplete="off"
              error={errors.whatsAppBusinessId?.message}
              {...register('whatsAppBusinessId')}
            />
            <TextField
              label="Access token"
              hint="One that may send from this number. It is checked with Meta, kept sealed, and never shown again."
              type="password"
              autoComplete="off"
              maxLength={ACCESS_TOKEN_LENGTH_MAX}
              required
              error={errors.accessToken?.message}
              {...register('accessToken', {
                validate: (text) => text.trim() !== '' || 'Give an access token.',
              })}
            />
          </>
        )}
        <FormActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Linking…' : 'Link device'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}

const FIELDS = {
  name: 'name',
  provider: 'kind',
  link: 'kind',
  whatsAppBusinessId: 'whatsAppBusinessId',
  whatsAppPhoneNumberId: 'whatsAppPhoneNumberId',
  accessToken: 'accessToken',
} as const;
