import { ALERT_KINDS, ALERT_STATES } from '@latchkey/vocabulary';
import { X } from 'lucide-react';
import { KeyLabel } from '../../shared/records/key-link';
import { Button } from '../../shared/ui/button';
import { SelectField } from '../../shared/ui/field';
import { type AlertFilters, filtersOf } from './alert-filters';
import styles from './alert-list.module.css';
import { KIND_WORDS, STATE_WORDS } from './alert-words';

interface AlertFilterBarProps {
  workspaceId: string;
  filters: AlertFilters;
  onChange: (filters: AlertFilters) => void;
}

export function AlertFilterBar({ workspaceId, filters, onChange }: AlertFilterBarProps) {
  const change = (name: keyof AlertFilters, value: string) =>
    onChange(filtersOf(new URLSearchParams({ ...filters, [name]: value })));
  return (
    <search className={styles.filters} aria-label="Alerts">
      <SelectField label="State" value={filters.state ?? ''} onChange={(event) => change('state', event.target.value)}>
        <option value="">Firing and over</option>
        {ALERT_STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_WORDS[state]}
          </option>
        ))}
      </SelectField>
      <SelectField label="Kind" value={filters.kind ?? ''} onChange={(event) => change('kind', event.target.value)}>
        <option value="">All kinds</option>
        {ALERT_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_WORDS[kind].title}
          </option>
        ))}
      </SelectField>
      {filters.keyId !== undefined && (
        <p className={styles.only}>
          <span>
            Only of <KeyLabel workspaceId={workspaceId} keyId={filters.keyId} />
          </span>
          <Button tone="quiet" icon aria-label="Alerts of all keys" onClick={() => change('keyId', '')}>
            <X size={16} aria-hidden />
          </Button>
        </p>
      )}
    </search>
  );
}
