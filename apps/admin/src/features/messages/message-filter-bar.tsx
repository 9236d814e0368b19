import { MESSAGE_STATUSES } from '@latchkey/vocabulary';
import type { DeviceView } from '../../shared/api/model';
import { SelectField } from '../../shared/ui/field';
import { filtersOf, filtersToParameters, type MessageFilters } from './message-filters';
import { STATUS_WORDS } from './message-words';
import styles from './messages.module.css';

interface MessageFilterBarProps {
  filters: MessageFilters;
  devices: readonly DeviceView[];
  onChange: (filters: MessageFilters) => void;
}

export function MessageFilterBar({ filters, devices, onChange }: MessageFilterBarProps) {
  const { status = '', deviceId = '', sandbox = '' } = filters;
  const change = (name: keyof MessageFilters, value: string) => {
    const parameters = filtersToParameters(filters);
    parameters.set(name, value);
    onChange(filtersOf(parameters));
  };
  const isUnknown = deviceId !== '' && devices.every(({ id }) => id !== deviceId);
  return (
    <search className={styles.filters} aria-label="Messages">
      <SelectField label="Status" value={status} onChange={(event) => change('status', event.target.value)}>
        <option value="">Any status</option>
        {MESSAGE_STATUSES.map((each) => (
          <option key={each} value={each}>
            {STATUS_WORDS[each]}
          </option>
        ))}
      </SelectField>
      <SelectField label="Device" value={deviceId} onChange={(event) => change('deviceId', event.target.value)}>
        <option value="">All devices</option>
        {isUnknown && <option value={deviceId}>A removed device</option>}
        {devices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Recipients"
        value={String(sandbox)}
        onChange={(event) => change('sandbox', event.target.value)}
      >
        <option value="">Real and sandbox</option>
        <option value="false">Only real telephones</option>
        <option value="true">Only the sandbox</option>
      </SelectField>
    </search>
  );
}
