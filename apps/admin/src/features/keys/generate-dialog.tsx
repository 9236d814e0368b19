import { useState } from 'react';
import { FormProvider, type Path, useForm, useWatch } from 'react-hook-form';
import { useQuery } from '@tanstack/react-query';
import type { ApiView, WorkspaceView } from '../../shared/api/model';
import { LABEL_LENGTH_MAX } from '@latchkey/vocabulary';
import { mayHaveHappened } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import { serverNowMs } from '../../shared/api/server-clock';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { appsQuery } from './apps-query';
import { capabilitySentence } from './capability-sentence';
import { chosenExpiryMs } from './expiry-choice';
import { ExpiryFields } from './expiry-fields';
import { type GenerateValues, INITIAL_VALUES, requestOf, scopesOf } from './generate-values';
import styles from './generate.module.css';
import { type Issued, issueKey } from './issue-key';
import { ENVIRONMENT_WORDS, TYPE_WORDS } from './key-words';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { FurtherRestrictions } from './further-restrictions';
import { withEntriesNamed } from './named-entries';
import { RESTRICTION_FIELDS } from './restriction-fields';
import { restrictionSentence } from './restriction-sentence';
import { rangesOf, restrictionsOf } from './restrictions';
import { ScopeFields } from './scope-fields';
import { useDeviceNames } from './use-device-names';
import { useBackGuard } from '../../shared/reveal/use-back-guard';

const KEY_MAY_EXIST =
  'A key may have been created that nobody has seen. Look at the list before you try again, and revoke it if so.';

interface GenerateDialogProps {
  workspace: WorkspaceView;
  apiRecord: ApiView;
  finalFocus: FinalFocus;
  onIssued: (issued: Issued) => void;
  onUncertain: () => void;
  onClose: () => void;
}

export function GenerateDialog({
  workspace,
  apiRecord,
  finalFocus,
  onIssued,
  onUncertain,
  onClose,
}: GenerateDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const form = useForm<GenerateValues>({ defaultValues: INITIAL_VALUES });
  const { register, handleSubmit, setError, setValue, formState } = form;
  const { errors, isSubmitting } = formState;
  useBackGuard(isSubmitting);
  // Closed now, the dialog would take along the only chance to see the key that is being made.
  const close = () => !isSubmitting && onClose();
  const type = useWatch({ control: form.control, name: 'type' });

  const generate = async (values: GenerateValues) => {
    setFailure(null);
    try {
      onIssued(await issueKey(workspace.id, requestOf(values, serverNowMs())));
    } catch (refusal) {
      const error = withEntriesNamed(refusal, rangesOf(values.ranges));
      const fields: Record<string, Path<GenerateValues>> = {
        label: 'label',
        environment: 'environment',
        type: 'type',
        scopes: 'scopeChoice',
        expiresAt: values.expiry === 'custom' ? 'expiryDate' : 'expiry',
        appId: 'appId',
        ...RESTRICTION_FIELDS,
      };
      if (showFieldErrors(error, fields, setError)) return;
      setFailure(error);
      if (mayHaveHappened(error)) onUncertain();
    }
  };

  return (
    <FormDialog
      open
      title="Generate a new key"
      description={`For ${workspace.name}. You see the key once, right after this.`}
      finalFocus={finalFocus}
      onClose={close}
    >
      <FormProvider {...form}>
        <Form onSubmit={(event) => void handleSubmit(generate)(event)} aria-label="New key">
          {failure !== null && (
            <ErrorNotice
              error={failure}
              title="You have no new key."
              {...(mayHaveHappened(failure) && { consequence: KEY_MAY_EXIST })}
            />
          )}
          <TextField
            label="Label"
            hint="Where it will be used: “Billing service”, “Nightly export”."
            maxLength={LABEL_LENGTH_MAX}
            autoComplete="off"
            required
            error={errors.label?.message}
            {...register('label', {
              validate: {
                visible: (text) => text.trim() !== '' || 'Give the key a label.',
                secret: refuseWholeKey,
              },
            })}
          />
          <ChoiceGroup
            legend="Type"
            columns
            choices={(['production', 'read_only', 'sandbox'] as const).map((value) => ({
              value,
              ...TYPE_WORDS[value],
            }))}
            error={errors.type?.message}
            registration={register('type', {
              onChange: (event: { target: { value: string } }) =>
                setValue('environment', event.target.value === 'sandbox' ? 'test' : 'live'),
            })}
          />
          <ChoiceGroup
            legend="Environment"
            columns
            choices={[
              { value: 'live', title: ENVIRONMENT_WORDS.live, disabled: type === 'sandbox' },
              { value: 'test', title: ENVIRONMENT_WORDS.test },
            ]}
            hint={type === 'sandbox' ? 'A sandbox key always belongs to the test environment.' : undefined}
            error={errors.environment?.message}
            registration={register('environment')}
          />
          <ScopeFields form={form} defaults={apiRecord.defaults.scopes} />
          <ExpiryFields form={form} defaultLifetimeDays={apiRecord.defaults.keyLifetimeDays} />
          <FurtherRestrictions workspaceId={workspace.id} />
          <WhatItWillDo form={form} workspace={workspace} apiRecord={apiRecord} />
          <FormActions>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" tone="primary" busy={isSubmitting}>
              {isSubmitting ? 'Generating…' : 'Generate key'}
            </Button>
          </FormActions>
        </Form>
      </FormProvider>
    </FormDialog>
  );
}

interface WhatItWillDoProps {
  form: ReturnType<typeof useForm<GenerateValues>>;
  workspace: WorkspaceView;
  apiRecord: ApiView;
}

function WhatItWillDo({ form, workspace, apiRecord }: WhatItWillDoProps) {
  const values = useWatch({ control: form.control }) as GenerateValues;
  const { keyLifetimeDays, scopes } = apiRecord.defaults;
  const expiresAtMs = chosenExpiryMs(values.expiry, values.expiryDate, keyLifetimeDays, serverNowMs());
  const sentence = capabilitySentence({
    workspaceName: workspace.name,
    environment: values.environment,
    type: values.type,
    scopes: scopesOf(values, scopes),
    expiresAtMs: expiresAtMs ?? null,
  });
  const apps = useQuery(appsQuery(workspace.id)).data;
  const deviceNameOf = useDeviceNames(workspace.id);
  const restriction = restrictionSentence({
    ...restrictionsOf(values),
    appName: apps?.find(({ id }) => id === values.appId)?.name ?? null,
    deviceNameOf,
  });
  return (
    <p className={styles.sentence}>
      {expiresAtMs === undefined ? 'Choose the day on which the key stops working.' : `${sentence} ${restriction}`}
    </p>
  );
}
