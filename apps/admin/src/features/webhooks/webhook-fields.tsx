import { NOTE_LENGTH_MAX, WEBHOOK_URL_LENGTH_MAX } from '@latchkey/vocabulary';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { Checkbox, TextField } from '../../shared/ui/field';
import { EVENT_GROUPS } from './webhook-words';
import type { WebhookValues } from './webhook-values';
import styles from './webhook-form.module.css';

interface WebhookFieldsProps {
  form: UseFormReturn<WebhookValues>;
  /** Of one that only lends its secret. */
  withoutAddress?: boolean;
}

export function WebhookFields({ form, withoutAddress = false }: WebhookFieldsProps) {
  const { register, formState } = form;
  const { errors } = formState;
  return (
    <>
      {!withoutAddress && (
        <TextField
          label="Address"
          type="url"
          inputMode="url"
          placeholder="https://"
          hint="A public https address of your service. Each event is sent there as a POST with a JSON body."
          maxLength={WEBHOOK_URL_LENGTH_MAX}
          autoComplete="off"
          spellCheck={false}
          required
          error={errors.url?.message}
          {...register('url', {
            validate: {
              given: (text) => text.trim() !== '' || 'Give the address that events are sent to.',
              secret: refuseWholeKey,
            },
          })}
        />
      )}
      <TextField
        label="Description"
        optional
        maxLength={NOTE_LENGTH_MAX}
        autoComplete="off"
        error={errors.description?.message}
        {...register('description', { validate: refuseWholeKey })}
      />
      <EventFields form={form} />
    </>
  );
}

function EventFields({ form: { register, control, formState } }: WebhookFieldsProps) {
  const choice = useWatch({ control, name: 'choice' });
  return (
    <>
      <ChoiceGroup
        legend="Events"
        columns
        choices={[
          { value: 'all', title: 'All of them', explanation: 'Also those that come with later releases.' },
          { value: 'chosen', title: 'One by one', explanation: 'Only what you tick.' },
        ]}
        error={formState.errors.choice?.message}
        registration={register('choice', {
          validate: (chosen, values) =>
            chosen === 'all' || values.eventTypes.length > 0 || 'Tick at least one kind of event.',
        })}
      />
      {choice === 'chosen' && (
        <div className={styles.groups}>
          {EVENT_GROUPS.map(({ title, events }) => (
            <fieldset key={title} className={styles.group}>
              <legend className={styles.legend}>{title}</legend>
              {Object.entries(events).map(([type, told]) => (
                <Checkbox
                  key={type}
                  value={type}
                  label={
                    <>
                      <code className={styles.type}>{type}</code>
                      <span className={styles.told}>{told}</span>
                    </>
                  }
                  {...register('eventTypes')}
                />
              ))}
            </fieldset>
          ))}
        </div>
      )}
    </>
  );
}
