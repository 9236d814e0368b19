import {
  KEY_LIFETIME_DAYS_MAX,
  LEAK_POLICIES,
  type LeakPolicy,
  RESOURCE_SCOPES,
  type Scope,
} from '@latchkey/vocabulary';
import { useForm } from 'react-hook-form';
import type { ApiView } from '../../shared/api/model';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Checkbox, FieldError, TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { Panel } from '../../shared/ui/page';
import { BUNDLE_WORDS } from '../keys/key-words';
import { amountOf, amountText, amountWithin } from './amount';
import styles from './apis.module.css';
import { SaveButton } from './save-button';
import { useSaveApi } from './use-save-api';

interface DefaultsValues {
  keyLifetimeDays: string;
  scopes: Scope[];
  leakPolicy: LeakPolicy;
}

const LEAK_WORDS: Readonly<Record<LeakPolicy, { title: string; explanation: string }>> = {
  revoke: { title: 'Revoke it', explanation: 'At once, and for good.' },
  disable: { title: 'Disable it', explanation: 'Whoever manages keys can enable it.' },
  notify: { title: 'Tell its owners', explanation: 'The key goes on.' },
};

const valuesOf = ({ defaults: { keyLifetimeDays, scopes, leakPolicy } }: ApiView): DefaultsValues => ({
  keyLifetimeDays: amountText(keyLifetimeDays),
  scopes,
  leakPolicy,
});

export function DefaultsPanel({ record }: { record: ApiView }) {
  const form = useForm<DefaultsValues>({ defaultValues: valuesOf(record) });
  const { register, formState } = form;
  const { errors } = formState;
  const { failure, save } = useSaveApi({
    form,
    apiId: record.id,
    bodyOf: ({ keyLifetimeDays, scopes, leakPolicy }) => ({
      defaults: { keyLifetimeDays: amountOf(keyLifetimeDays), scopes, leakPolicy },
    }),
    valuesOf,
    // Of the three, the only one that is typed.
    fields: { defaults: 'keyLifetimeDays' },
  });
  return (
    <Panel heading="Defaults of keys">
      <Form onSubmit={(event) => void save(event)} aria-label="Defaults of keys">
        {failure !== null && <ErrorNotice error={failure} title="The defaults were not changed." />}
        <TextField
          label="Lifetime in days"
          hint="Of a key that names no expiry. Empty: it does not expire."
          inputMode="numeric"
          autoComplete="off"
          optional
          error={errors.keyLifetimeDays?.message}
          {...register('keyLifetimeDays', { validate: amountWithin(1, KEY_LIFETIME_DAYS_MAX) })}
        />
        <fieldset>
          <legend className={styles.legend}>Scopes of a key that names none</legend>
          <div className={styles.checks}>
            {(['read', 'write', 'admin'] as const).map((bundle) => (
              <Checkbox key={bundle} value={bundle} label={BUNDLE_WORDS[bundle].title} {...register('scopes')} />
            ))}
          </div>
          <details>
            <summary>One by one</summary>
            <div className={styles.checks}>
              {RESOURCE_SCOPES.map((scope) => (
                <Checkbox key={scope} value={scope} label={<code>{scope}</code>} {...register('scopes')} />
              ))}
            </div>
          </details>
          {errors.scopes?.message && <FieldError id="scopes-error">{errors.scopes.message}</FieldError>}
        </fieldset>
        <ChoiceGroup
          legend="When a scanner finds a key in public"
          columns
          choices={LEAK_POLICIES.toReversed().map((value) => ({ value, ...LEAK_WORDS[value] }))}
          error={errors.leakPolicy?.message}
          registration={register('leakPolicy')}
        />
        <FormActions>
          <SaveButton label="Save defaults" formState={formState} />
        </FormActions>
      </Form>
    </Panel>
  );
}
