import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { SelectField } from '../../shared/ui/field';
import { appsQuery } from './apps-query';
import type { GenerateValues } from './generate-values';
import styles from './generate.module.css';
import { RESTRICTION_FIELDS, RestrictionFields } from './restriction-fields';

/** Most keys need none of it, so it is folded away; a field with an error is never. */
export function FurtherRestrictions({ workspaceId }: { workspaceId: string }) {
  const { register, formState } = useFormContext<GenerateValues>();
  const apps = useQuery(appsQuery(workspaceId)).data ?? [];
  const [opened, setOpened] = useState(false);
  const faulty = [...Object.values(RESTRICTION_FIELDS), 'appId' as const].some((name) => formState.errors[name]);
  return (
    <details
      className={styles.further}
      open={opened || faulty}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>Restrict it further: devices, addresses, limits</summary>
      <div>
        <RestrictionFields workspaceId={workspaceId} />
        {apps.length > 0 && (
          <SelectField
            label="App"
            hint="Bound to an app, for good, the key is refused without that app’s X-App-Key."
            error={formState.errors.appId?.message}
            {...register('appId')}
          >
            <option value="">None</option>
            {apps.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
      </div>
    </details>
  );
}
