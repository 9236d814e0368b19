import { MESSAGE_BODY_LENGTH_MAX } from '@latchkey/vocabulary';
import { useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { mayHaveHappened } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { DeviceView, MessageView } from '../../shared/api/model';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { Button } from '../../shared/ui/button';
import { FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField, TextArea, TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { Notice } from '../../shared/ui/notice';
import styles from './messages.module.css';
import { sendMessage } from './messages-query';

interface SendDialogProps {
  workspaceId: string;
  /** Connected ones. */
  devices: readonly DeviceView[];
  onSent: (message: MessageView) => void;
  onClose: () => void;
}

interface SendValues {
  deviceId: string;
  to: string;
  body: string;
}

const IN_FULL = 'With the country’s number, after a plus.';

/** Recipients that end in these digits meet what can happen to a message. */
const ENDINGS = [
  ['0001', 'fails: not on WhatsApp'],
  ['0002', 'is sent, and never delivered'],
  ['0003', 'is delivered, and never read'],
  ['0004', 'is not taken on at first'],
] as const;

export function SendDialog({ workspaceId, devices, onSent, onClose }: SendDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  // The sandbox first: what is only to be tried should reach nobody by accident.
  const ordered = devices.toSorted((one, other) => Number(other.sandbox) - Number(one.sandbox));
  const { register, handleSubmit, setError, formState, control } = useForm<SendValues>({
    defaultValues: { deviceId: ordered[0]?.id ?? '', to: '', body: 'Hello from Latchkey' },
  });
  const { errors, isSubmitting } = formState;
  const attemptFor = useAttempt();
  const close = () => !isSubmitting && onClose();
  const deviceId = useWatch({ control, name: 'deviceId' });
  const isReal = devices.some(({ id, sandbox }) => id === deviceId && !sandbox);

  const send = async ({ to, ...values }: SendValues) => {
    setFailure(null);
    try {
      const message = { ...values, to: to.replace(/[\s()-]/g, '') };
      onSent(await sendMessage(workspaceId, message, attemptFor(message)));
    } catch (error) {
      if (!showFieldErrors(error, { deviceId: 'deviceId', to: 'to', body: 'body' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="Send a test message"
      description="It counts against the messages of the month, as one that a key sends."
      onClose={close}
    >
      <Form onSubmit={(event) => void handleSubmit(send)(event)} aria-label="Test message">
        {failure !== null && (
          <ErrorNotice
            error={failure}
            title={
              mayHaveHappened(failure) ? 'Nobody knows here whether the message was sent.' : 'The message was not sent.'
            }
            {...(mayHaveHappened(failure) && { consequence: 'Press Send again: it is not sent twice.' })}
          />
        )}
        <SelectField label="Device" error={errors.deviceId?.message} {...register('deviceId')}>
          {ordered.map(({ id, name, sandbox }) => (
            <option key={id} value={id}>
              {name} ({sandbox ? 'sandbox' : 'WhatsApp Cloud'})
            </option>
          ))}
        </SelectField>
        <TextField
          label="To"
          type="tel"
          placeholder="+31612345678"
          hint={isReal ? IN_FULL : `${IN_FULL} In the sandbox its last digits decide what happens:`}
          autoComplete="off"
          required
          error={errors.to?.message}
          {...register('to', { validate: (text) => text.trim() !== '' || 'Say who gets it.' })}
        />
        {isReal ? (
          <Notice tone="warning">
            <p>This reaches a real telephone.</p>
          </Notice>
        ) : (
          <dl className={styles.endings}>
            {ENDINGS.map(([digits, what]) => (
              <div key={digits} className={styles.ending}>
                <dt>
                  …<code>{digits}</code>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        )}
        <TextArea
          label="Text"
          maxLength={MESSAGE_BODY_LENGTH_MAX}
          required
          error={errors.body?.message}
          {...register('body', {
            validate: { given: (text) => text.trim() !== '' || 'Say something.', secret: refuseWholeKey },
          })}
        />
        <FormActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Sending…' : 'Send'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}

/** The same message has the same name however often it is sent, so that an answer that was lost does no harm. */
function useAttempt(): (message: object) => string {
  const lastRef = useRef({ message: '', name: '' });
  return (message) => {
    const text = JSON.stringify(message);
    if (lastRef.current.message !== text) lastRef.current = { message: text, name: newName() };
    return lastRef.current.name;
  };
}

/** Not `randomUUID`, which browsers have on https only. */
const newName = (): string => window.crypto.getRandomValues(new Uint32Array(4)).join('-');
