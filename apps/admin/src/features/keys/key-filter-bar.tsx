import { useCallback } from 'react';
import { KEY_ENVIRONMENTS, KEY_STATES } from '@latchkey/vocabulary';
import { SelectField } from '../../shared/ui/field';
import type { KeyFilters } from './key-filters';
import { filtersOf } from './key-filters';
import styles from './key-list.module.css';
import { KeySearch } from './key-search';
import { ENVIRONMENT_WORDS, STATE_WORDS } from './key-words';

interface KeyFilterBarProps {
  filters: KeyFilters;
  onChange: (filters: KeyFilters) => void;
  onWholeKey: () => void;
}

export function KeyFilterBar({ filters, onChange, onWholeKey }: KeyFilterBarProps) {
  const change = (name: 'state' | 'environment', value: string) =>
    onChange(filtersOf(new URLSearchParams({ ...filters, [name]: value })));
  const search = useCallback(
    (q: string) => onChange(filtersOf(new URLSearchParams({ ...filters, q }))),
    [filters, onChange],
  );
  return (
    <search className={styles.filters} aria-label="Keys">
      <KeySearch q={filters.q ?? ''} onSearch={search} onWholeKey={onWholeKey} />
      <SelectField label="State" value={filters.state ?? ''} onChange={(event) => change('state', event.target.value)}>
        <option value="">All states</option>
        {KEY_STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_WORDS[state]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Environment"
        value={filters.environment ?? ''}
        onChange={(event) => change('environment', event.target.value)}
      >
        <option value="">Live and test</option>
        {KEY_ENVIRONMENTS.map((environment) => (
          <option key={environment} value={environment}>
            {ENVIRONMENT_WORDS[environment]}
          </option>
        ))}
      </SelectField>
    </search>
  );
}
