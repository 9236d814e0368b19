import {
  CAP_MAX,
  type Entitlement,
  ENTITLEMENTS,
  NAME_LENGTH_MAX,
  RATE_LIMIT_MAX,
  RATE_LIMIT_WINDOW_MS_MAX,
  SLUG_LENGTH_MAX,
  UNITS_PER_PERIOD_MAX,
} from '@latchkey/vocabulary';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { failureOf, isProblem } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { PlanView, WorkspaceExcessView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Checkbox, SelectField, TextField } from '../../shared/ui/field';
import { FieldRow, Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { slugOf } from '../setup/slug';
import { amountWithin } from './amount';
import styles from './apis.module.css';
import { createPlan, notePlans, updatePlan } from './change-api';
import { NEW_PLAN, planOf, type PlanValues, planValuesOf } from './plan-values';

const ENTITLEMENT_WORDS: Readonly<Record<Entitlement, string>> = {
  api_access: 'API access: keys may call at all',
  webhooks: 'Webhooks',
};

const FIELDS = {
  name: 'name',
  slug: 'slug',
  entitlements: 'entitlements',
  rateLimit: 'rateRequests',
  dailyLimit: 'dailyLimit',
  messagesPerMonth: 'messagesPerMonth',
  devicesMax: 'devicesMax',
  keysMax: 'keysMax',
} as const;

const WINDOW_SECONDS_MAX = RATE_LIMIT_WINDOW_MS_MAX / 1000;

interface PlanDialogProps {
  apiId: string;
  /** `null`: a new one. */
  plan: PlanView | null;
  onSaved: (inExcess: readonly WorkspaceExcessView[]) => void;
  onClose: () => void;
}

export function PlanDialog({ apiId, plan, onSaved, onClose }: PlanDialogProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const form = useForm<PlanValues>({ defaultValues: plan ? planValuesOf(plan) : NEW_PLAN });
  const { register, handleSubmit, setError, setValue, formState } = form;
  const { errors, dirtyFields, isSubmitting } = formState;
  const hasRate = useWatch({ control: form.control, name: 'rateRequests' }).trim() !== '';
  const tooSmall = isProblem(failure, 'plan_too_small');

  const save = (acceptExcess: boolean) => async (values: PlanValues) => {
    setFailure(null);
    try {
      onSaved(await send(values, acceptExcess));
      notePlans(queryClient, apiId);
      announce(`${values.name} is saved.`);
    } catch (error) {
      // What is in the way is told workspace by workspace, not beside a field.
      if (isProblem(error, 'plan_too_small') || !showFieldErrors(error, FIELDS, setError)) setFailure(error);
    }
  };

  const send = async (values: PlanValues, acceptExcess: boolean): Promise<readonly WorkspaceExcessView[]> => {
    const { slug, ...rest } = planOf(values);
    if (plan === null) {
      await createPlan(apiId, { slug, ...rest });
      return [];
    }
    return (await updatePlan(apiId, plan.id, { ...rest, acceptExcess })).inExcess;
  };

  return (
    <FormDialog
      open
      title={plan ? `Edit ${plan.name}` : 'New plan'}
      description={
        plan
          ? 'It holds for the next request of every key of its workspaces.'
          : 'Operators put workspaces on it; with self-service they choose it themselves.'
      }
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(save(false))(event)} aria-label="Plan">
        {failure !== null && !tooSmall && <ErrorNotice error={failure} title="The plan was not saved." />}
        <FieldRow>
          <TextField
            label="Name"
            maxLength={NAME_LENGTH_MAX}
            autoComplete="off"
            required
            error={errors.name?.message}
            {...register('name', {
              validate: (text) => text.trim() !== '' || 'Name the plan.',
              onChange: (event: { target: { value: string } }) => {
                if (plan === null && !dirtyFields.slug) setValue('slug', slugOf(event.target.value));
              },
            })}
          />
          <TextField
            label="Short name"
            hint="It stays."
            maxLength={SLUG_LENGTH_MAX}
            readOnly={plan !== null}
            autoCapitalize="none"
            spellCheck={false}
            required
            error={errors.slug?.message}
            {...register('slug', {
              pattern: {
                value: /^[a-z0-9]+(-[a-z0-9]+)*$/,
                message: 'Use lower-case letters and digits, joined by single hyphens.',
              },
              required: 'Give the plan a short name.',
            })}
          />
        </FieldRow>
        <fieldset>
          <legend className={styles.legend}>Features</legend>
          {ENTITLEMENTS.map((entitlement) => (
            <Checkbox
              key={entitlement}
              value={entitlement}
              label={ENTITLEMENT_WORDS[entitlement]}
              {...register('entitlements')}
            />
          ))}
        </fieldset>
        <p className={styles.hint}>A limit that is left empty is none.</p>
        <FieldRow>
          <TextField
            label="Requests of a key"
            inputMode="numeric"
            autoComplete="off"
            error={errors.rateRequests?.message}
            {...register('rateRequests', { validate: amountWithin(1, RATE_LIMIT_MAX) })}
          />
          {hasRate && (
            <TextField
              label="In so many seconds"
              inputMode="decimal"
              autoComplete="off"
              required
              error={errors.rateSeconds?.message}
              {...register('rateSeconds', {
                validate: (text) =>
                  (Number(text) >= 1 && Number(text) <= WINDOW_SECONDS_MAX) ||
                  `Enter a number of seconds from 1 to ${WINDOW_SECONDS_MAX}.`,
              })}
            />
          )}
        </FieldRow>
        <FieldRow>
          <Limit form={form} name="dailyLimit" label="Requests a day" min={1} max={UNITS_PER_PERIOD_MAX} />
          <Limit form={form} name="messagesPerMonth" label="Messages a month" min={0} max={UNITS_PER_PERIOD_MAX} />
          <Limit form={form} name="devicesMax" label="Devices" min={0} max={CAP_MAX} />
          <Limit form={form} name="keysMax" label="Keys" min={0} max={CAP_MAX} />
        </FieldRow>
        <SelectField label="A month begins" {...register('monthStarts')}>
          <option value="calendar">On its first day</option>
          <option value="anchored">On the day of the month on which the workspace began</option>
        </SelectField>
        <Checkbox label="Workspaces may choose and leave it themselves" {...register('selfService')} />
        {tooSmall && <InTheWay error={failure} />}
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          {tooSmall && (
            <Button tone="danger" busy={isSubmitting} onClick={() => void handleSubmit(save(true))()}>
              Make it smaller anyway
            </Button>
          )}
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Saving…' : 'Save plan'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}

interface LimitProps {
  form: ReturnType<typeof useForm<PlanValues>>;
  name: 'dailyLimit' | 'messagesPerMonth' | 'devicesMax' | 'keysMax';
  label: string;
  min: number;
  max: number;
}

const Limit = ({ form, name, label, min, max }: LimitProps) => (
  <TextField
    label={label}
    inputMode="numeric"
    autoComplete="off"
    error={form.formState.errors[name]?.message}
    {...form.register(name, { validate: amountWithin(min, max) })}
  />
);

const InTheWay = ({ error }: { error: unknown }) => (
  <Notice alert tone="warning" title="Workspaces use more than that. Nothing was changed.">
    <ul className={styles.list}>
      {failureOf(error).fields.map(({ field, message }) => (
        <li key={`${field} ${message}`}>{message}</li>
      ))}
    </ul>
    <p>Made smaller anyway, what is there goes on, and nothing is added until there is room.</p>
  </Notice>
);
