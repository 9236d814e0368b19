import { POLICY_DAYS_MAX } from '@latchkey/vocabulary';
import { lazy, Suspense, useState } from 'react';
import { useForm, type UseFormReturn, useWatch } from 'react-hook-form';
import type { ApiView, KeyPoliciesView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField, TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { Panel } from '../../shared/ui/page';
import styles from './apis.module.css';
import { DryRun } from './dry-run';
import { policiesOf, type PolicyValues, policyValuesOf } from './policy-values';
import { SaveButton } from './save-button';
import { useSaveApi } from './use-save-api';

const RunDialog = lazy(() => import('./run-policies-dialog').then((module) => ({ default: module.RunPoliciesDialog })));

const valuesOf = (record: ApiView) => policyValuesOf(record.keyPolicies);

/** What Latchkey does with keys by itself. What it would do can be seen before anything is saved. */
export function PoliciesPanel({ record }: { record: ApiView }) {
  const form = useForm<PolicyValues>({ defaultValues: valuesOf(record) });
  const [dryRun, setDryRun] = useState<{ policies: KeyPoliciesView; asked: number } | null>(null);
  const [running, setRunning] = useState(false);
  const { failure, save } = useSaveApi({
    form,
    apiId: record.id,
    bodyOf: (values) => ({ keyPolicies: policiesOf(values) }),
    valuesOf,
    fields: {},
  });
  const tryOut = form.handleSubmit((values) =>
    setDryRun((before) => ({ policies: policiesOf(values), asked: (before?.asked ?? 0) + 1 })),
  );
  const off = Object.values(record.keyPolicies).every((policy) => policy === null);
  return (
    <Panel heading="Key policies">
      <p>Once an hour, keys that nobody uses, that are too old, or whose creator has left are disabled or revoked.</p>
      <Form onSubmit={(event) => void save(event)} aria-label="Key policies">
        {failure !== null && <ErrorNotice error={failure} title="The policies were not changed." />}
        <DaysPolicyFields
          form={form}
          act="unusedAct"
          days="unusedDays"
          label="Keys that are not used"
          after="Unused for days"
        />
        <DaysPolicyFields form={form} act="ageAct" days="ageDays" label="Keys that are old" after="Age in days" />
        <div className={styles.policy}>
          <ActField form={form} name="ownerLeftAct" label="Keys whose creator has left" />
        </div>
        <FormActions>
          <Button onClick={() => void tryOut()}>See what they would do</Button>
          {!off && !form.formState.isDirty && <Button onClick={() => setRunning(true)}>Run now…</Button>}
          <SaveButton label="Save policies" formState={form.formState} />
        </FormActions>
      </Form>
      {dryRun && <DryRun key={dryRun.asked} apiId={record.id} policies={dryRun.policies} />}
      {running && (
        <Suspense>
          <RunDialog apiId={record.id} onClose={() => setRunning(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

type PolicyForm = UseFormReturn<PolicyValues>;

const ActField = ({
  form,
  name,
  label,
}: {
  form: PolicyForm;
  name: 'unusedAct' | 'ageAct' | 'ownerLeftAct';
  label: string;
}) => (
  <SelectField label={label} {...form.register(name)}>
    <option value="off">Are left alone</option>
    <option value="disable">Are disabled</option>
    <option value="revoke">Are revoked</option>
  </SelectField>
);

interface DaysPolicyFieldsProps {
  form: PolicyForm;
  act: 'unusedAct' | 'ageAct';
  days: 'unusedDays' | 'ageDays';
  label: string;
  after: string;
}

function DaysPolicyFields({ form, act, days, label, after }: DaysPolicyFieldsProps) {
  const off = useWatch({ control: form.control, name: act }) === 'off';
  return (
    <div className={styles.policy}>
      <ActField form={form} name={act} label={label} />
      {!off && (
        <TextField
          label={after}
          inputMode="numeric"
          autoComplete="off"
          required
          error={form.formState.errors[days]?.message}
          {...form.register(days, {
            validate: (text) =>
              (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= POLICY_DAYS_MAX) ||
              `Enter a number of days from 1 to ${POLICY_DAYS_MAX}.`,
          })}
        />
      )}
    </div>
  );
}
