import { type UseFormReturn, useWatch } from 'react-hook-form';
import { serverNowMs } from '../../shared/api/server-clock';
import { SelectField, TextField } from '../../shared/ui/field';
import { FieldRow } from '../../shared/ui/form-layout';
import { endOfDayMs } from './expiry-choice';
import type { GenerateValues } from './generate-values';

interface ExpiryFieldsProps {
  form: UseFormReturn<GenerateValues>;
  defaultLifetimeDays: number | null;
}

const isoDay = (momentMs: number): string => {
  const moment = new Date(momentMs);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
};

export function ExpiryFields({ form, defaultLifetimeDays }: ExpiryFieldsProps) {
  const { register, control, formState } = form;
  const expiry = useWatch({ control, name: 'expiry' });
  const byDefault = defaultLifetimeDays === null ? 'no expiry' : `${defaultLifetimeDays} days`;
  return (
    <FieldRow>
      <SelectField label="Expiry" error={formState.errors.expiry?.message} {...register('expiry')}>
        <option value="default">This API’s default: {byDefault}</option>
        <option value="30">In 30 days</option>
        <option value="90">In 90 days</option>
        <option value="365">In a year</option>
        <option value="custom">On a day I choose</option>
        <option value="never">No expiry</option>
      </SelectField>
      {expiry === 'custom' && (
        <TextField
          label="Last day"
          type="date"
          min={isoDay(serverNowMs())}
          required
          error={formState.errors.expiryDate?.message}
          {...register('expiryDate', {
            validate: (date) => {
              const endMs = endOfDayMs(date);
              if (endMs === null) return 'Choose a day.';
              return endMs > serverNowMs() || 'That day has passed.';
            },
          })}
        />
      )}
    </FieldRow>
  );
}
