import { useState } from 'react';
import { Button } from '../../shared/ui/button';
import { SelectField, TextField } from '../../shared/ui/field';
import { type Days, daysFault, RANGE_TITLES, RANGES, type UsageRange } from '../../shared/usage/usage-range';
import styles from './usage.module.css';

interface RangePickerProps {
  range: UsageRange;
  /** What the server found wrong with the days. */
  fault: { field: string; message: string } | undefined;
  onChange: (range: UsageRange) => void;
}

/** Ranges that have a name apply at once; days of one’s own when both are there. */
export function RangePicker({ range, fault, onChange }: RangePickerProps) {
  const [asked, setAsked] = useState(false);
  const choosingDays = asked || range.name === 'custom';
  const choose = (name: string) => {
    const preset = RANGES.find((each) => each === name);
    setAsked(preset === undefined);
    if (preset !== undefined) onChange({ name: preset });
  };
  return (
    <search className={styles.range} aria-label="Time">
      <SelectField
        label="Range"
        value={choosingDays ? 'custom' : range.name}
        onChange={(event) => choose(event.target.value)}
      >
        {RANGES.map((name) => (
          <option key={name} value={name}>
            {RANGE_TITLES[name]}
          </option>
        ))}
        <option value="custom">Days of your choice</option>
      </SelectField>
      {choosingDays && <DaysForm range={range} fault={fault} onChange={onChange} />}
    </search>
  );
}

function DaysForm({ range, fault, onChange }: RangePickerProps) {
  const [typed, setTyped] = useState<Days | null>(null);
  const [tried, setTried] = useState(false);
  const shown = range.name === 'custom' ? range : { from: '', to: '' };
  const days = typed ?? shown;
  const found = (tried ? daysFault(days) : null) ?? (typed === null ? fault : undefined);
  const field = (name: keyof Days) => ({
    type: 'date',
    required: true,
    value: days[name],
    error: found?.field === name ? found.message : undefined,
    onChange: (event: { target: { value: string } }) =>
      setTyped({ from: days.from, to: days.to, [name]: event.target.value }),
  });
  const show = () => {
    setTried(true);
    if (daysFault(days) !== null) return;
    setTyped(null);
    onChange({ name: 'custom', from: days.from, to: days.to });
  };
  return (
    <form
      noValidate
      className={styles.days}
      aria-label="Days"
      onSubmit={(event) => {
        event.preventDefault();
        show();
      }}
    >
      <TextField label="First day (UTC)" {...field('from')} />
      <TextField label="Last day (UTC)" {...field('to')} />
      <Button type="submit">Show</Button>
    </form>
  );
}
