import { useQuery } from '@tanstack/react-query';
import { useFormContext } from 'react-hook-form';
import { Checkbox, FieldError } from '../../shared/ui/field';
import { devicesQuery } from './devices-query';
import styles from './generate.module.css';
import type { RestrictionValues } from './restrictions';

/** The devices that a key may touch. One that is gone stays ticked until somebody unticks it. */
export function DeviceFields({ workspaceId }: { workspaceId: string }) {
  const { register, formState, getValues } = useFormContext<RestrictionValues>();
  const devices = useQuery(devicesQuery(workspaceId));
  const known = devices.data ?? [];
  const gone = getValues('deviceIds').filter((id) => !known.some((device) => device.id === id));
  const error = formState.errors.deviceIds?.message;
  return (
    <fieldset className={styles.devices} aria-describedby={error ? 'devices-error' : undefined}>
      <legend>Devices</legend>
      <p className={styles.hint}>
        {devices.isError
          ? 'The devices could not be read.'
          : known.length === 0 && gone.length === 0 && devices.isSuccess
            ? 'This workspace has none yet. The key may touch those that come.'
            : 'Tick those that it may touch. With none ticked, it may touch all.'}
      </p>
      <div className={styles.checks}>
        {known.map(({ id, name, sandbox }) => (
          <Checkbox key={id} value={id} label={sandbox ? `${name} (sandbox)` : name} {...register('deviceIds')} />
        ))}
        {devices.isSuccess &&
          gone.map((id) => <Checkbox key={id} value={id} label={<code>{id}</code>} {...register('deviceIds')} />)}
      </div>
      {error && <FieldError id="devices-error">{error}</FieldError>}
    </fieldset>
  );
}
