import {
  type AlertKind,
  EXPIRY_NOTICE_DAYS,
  LEARNING_DAYS_MAX,
  LEARNING_DAYS_MIN,
  ROTATION_DAYS_MAX,
  ROTATION_DAYS_MIN,
  SILENCE_DAYS_MAX,
  SILENCE_DAYS_MIN,
  SPIKE_COUNT_MAX,
  SPIKE_COUNT_MIN,
  SPIKE_FACTOR_MAX,
  SPIKE_FACTOR_MIN,
  THRESHOLD_PERCENTS,
} from '@latchkey/vocabulary';
import type { UseFormReturn } from 'react-hook-form';
import { Checkbox, TextField } from '../../shared/ui/field';
import { FieldRow } from '../../shared/ui/form-layout';
import styles from './alert-rules.module.css';
import type { NumberField, RuleValues } from './rule-form';

interface Bounds {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}

type NumberFields = Partial<Record<NumberField, Bounds>>;

const SPIKE: NumberFields = {
  factor: { label: 'Times its usual busiest hour', min: SPIKE_FACTOR_MIN, max: SPIKE_FACTOR_MAX, step: 0.1 },
  countMin: { label: 'And more than, in an hour', min: SPIKE_COUNT_MIN, max: SPIKE_COUNT_MAX },
};

const NUMBER_FIELDS: Readonly<Record<AlertKind, NumberFields>> = {
  quota_used: {},
  key_expiring: {},
  rotation_due: { afterDays: { label: 'Days', min: ROTATION_DAYS_MIN, max: ROTATION_DAYS_MAX } },
  new_network: { learningDays: { label: 'Days of learning', min: LEARNING_DAYS_MIN, max: LEARNING_DAYS_MAX } },
  used_after_silence: { afterDays: { label: 'Days without use', min: SILENCE_DAYS_MIN, max: SILENCE_DAYS_MAX } },
  refusals_spiking: SPIKE,
  requests_spiking: SPIKE,
};

const numberFieldsOf = (kind: AlertKind) => Object.entries(NUMBER_FIELDS[kind]) as [NumberField, Bounds][];

/** By the names under which the server finds fault with them. */
export const fieldNamesOf = (kind: AlertKind): Readonly<Record<string, keyof RuleValues>> =>
  Object.fromEntries([
    ...numberFieldsOf(kind).map(([name]) => [`rules.${kind}.${name}`, name]),
    [`rules.${kind}.silencedUntil`, 'silence'],
  ]) as Record<string, keyof RuleValues>;

interface RuleFieldsProps {
  kind: AlertKind;
  form: UseFormReturn<RuleValues>;
}

/** What this kind of rule can be told, and no other. */
export function RuleFields({ kind, form }: RuleFieldsProps) {
  const { register, formState } = form;
  if (kind === 'quota_used') {
    return (
      <Steps
        legend="At"
        of={THRESHOLD_PERCENTS}
        unit={(percent) => `${percent} %`}
        registration={register('percents')}
      />
    );
  }
  if (kind === 'key_expiring') {
    const unit = (days: number) => (days === 1 ? '1 day before' : `${days} days before`);
    return <Steps legend="At" of={EXPIRY_NOTICE_DAYS} unit={unit} registration={register('days')} />;
  }
  return (
    <FieldRow>
      {numberFieldsOf(kind).map(([name, { label, min, max, step = 1 }]) => (
        <TextField
          key={name}
          label={label}
          type="number"
          min={min}
          max={max}
          step={step}
          hint={`From ${min.toLocaleString('en-GB')} to ${max.toLocaleString('en-GB')}.`}
          required
          error={formState.errors[name]?.message}
          {...register(name, { validate: (text) => text.trim() !== '' || 'Enter a number.' })}
        />
      ))}
    </FieldRow>
  );
}

interface StepsProps {
  legend: string;
  of: readonly number[];
  unit: (step: number) => string;
  registration: object;
}

const Steps = ({ legend, of, unit, registration }: StepsProps) => (
  <fieldset className={styles.checks}>
    <legend>{legend}</legend>
    {[...of]
      .sort((a, b) => a - b)
      .map((step) => (
        <Checkbox key={step} value={String(step)} label={unit(step)} {...registration} />
      ))}
  </fieldset>
);
