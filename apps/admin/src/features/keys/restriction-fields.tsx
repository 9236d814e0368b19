import { useFormContext } from 'react-hook-form';
import { PERIODS, RATE_LIMIT_MAX, UNITS_PER_PERIOD_MAX } from '@latchkey/vocabulary';
import { SelectField, TextArea, TextField } from '../../shared/ui/field';
import { FieldRow } from '../../shared/ui/form-layout';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { DeviceFields } from './device-fields';
import { WINDOW_WORDS, windowText } from './limit-words';
import type { RestrictionValues } from './restrictions';

/** Where the server's names of restrictions are in a form. */
export const RESTRICTION_FIELDS = {
  deviceIds: 'deviceIds',
  ipAllowlist: 'ranges',
  rateLimit: 'rateLimit',
  quota: 'quotaLimit',
} as const;

/** Inside a form whose values are at least these. */
export function RestrictionFields({ workspaceId }: { workspaceId: string }) {
  const { register, formState, getValues } = useFormContext<RestrictionValues>();
  const { errors } = formState;
  const windows = new Set([...Object.keys(WINDOW_WORDS), getValues('rateWindowMs')]);
  return (
    <>
      <DeviceFields workspaceId={workspaceId} />
      <TextArea
        label="IP ranges"
        optional
        hint="One address or CIDR on each line, like 203.0.113.0/24. Left empty, it is accepted from anywhere."
        spellCheck={false}
        autoComplete="off"
        error={errors.ranges?.message}
        {...register('ranges', { validate: refuseWholeKey })}
      />
      <FieldRow>
        <TextField
          label="Rate limit"
          optional
          type="number"
          inputMode="numeric"
          hint="Requests. Left empty, that of the plan applies."
          error={errors.rateLimit?.message}
          {...register('rateLimit', { validate: wholeNumberUpTo(RATE_LIMIT_MAX) })}
        />
        <SelectField label="Rate limit, per" {...register('rateWindowMs')}>
          {[...windows].map((windowMs) => (
            <option key={windowMs} value={windowMs}>
              {windowText(Number(windowMs))}
            </option>
          ))}
        </SelectField>
      </FieldRow>
      <FieldRow>
        <TextField
          label="Quota"
          optional
          type="number"
          inputMode="numeric"
          hint="Requests. Shared with the keys that replace it in a rotation."
          error={errors.quotaLimit?.message}
          {...register('quotaLimit', { validate: wholeNumberUpTo(UNITS_PER_PERIOD_MAX) })}
        />
        <SelectField label="Quota, per" {...register('quotaPeriod')}>
          {PERIODS.map((period) => (
            <option key={period} value={period}>
              a {period}
            </option>
          ))}
        </SelectField>
      </FieldRow>
    </>
  );
}

const wholeNumberUpTo = (max: number) => (text: string) => {
  if (text === '') return true;
  const count = Number(text);
  return (
    (Number.isInteger(count) && count >= 1 && count <= max) ||
    `Enter a whole number from 1 to ${max.toLocaleString('en-GB')}.`
  );
};
